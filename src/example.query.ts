/** A first query to try: printed at the start, and what the IDE opens with. */
export const EXAMPLE_QUERY = `query FrontPage {
  site {
    name
    date
    navigation { name path }
  }
  latest(first: 5) {
    headline
    standfirst
    path
    publishedAt
    section { name }
    authors { name }
    image { url alt credit }
  }
  popular(first: 3) {
    shortTitle
    path
  }
}
`;
