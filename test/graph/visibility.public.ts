import { ROLES, type World, type WorldArticle } from './visibility.world';

/** A public read and the answer that a world has to give to it. */
export interface Read {
  name: string;
  query: string;
  variables?: Record<string, unknown>;
  expected: unknown;
}

/** The articles that a person has a credit in. */
export const credits = (articles: WorldArticle[], slug: string) =>
  articles.filter((article) => article.credits.some(({ person }) => person === slug));

/** What of a world is public. */
export class Public {
  readonly articles: WorldArticle[];

  constructor(readonly world: World) {
    this.articles = world.articles.filter(({ isPublic }) => isPublic);
  }

  of(edition: string): WorldArticle[] {
    return this.articles.filter((article) => article.edition === edition);
  }

  isPerson(slug: string): boolean {
    return slug === 'staff' || credits(this.articles, slug).length > 0;
  }

  isImage(name: string): boolean {
    if (name === 'staff-portrait') return true;
    if (name === 'portrait') return this.isPerson('ada');
    return this.articles.some(({ image, bodyImage }) => image === name || bodyImage === name);
  }

  roles(slug: string): string[] {
    const own = this.articles
      .flatMap((article) => article.credits)
      .filter(({ person }) => person === slug);
    return ROLES.filter((role) => own.some((credit) => credit.role === role));
  }
}
