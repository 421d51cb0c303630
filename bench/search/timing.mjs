export async function fillWithArticles() {}
export async function measure() {}
