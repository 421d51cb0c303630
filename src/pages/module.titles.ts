type Titles = Record<string, string>;

/** What usual modules are called in the languages we speak; a layout's own title comes first. */
const TITLES: Record<string, Titles> = {
  en: {
    popular: 'Popular',
    'now-reading': 'Now reading',
    opinion: 'Opinion',
    latest: 'Latest',
    related: 'Related',
  },
  ru: {
    popular: 'Популярное',
    'now-reading': 'Сейчас читают',
    opinion: 'Мнения',
    latest: 'Последние новости',
    related: 'По теме',
  },
  de: {
    popular: 'Meistgelesen',
    'now-reading': 'Wird gerade gelesen',
    opinion: 'Meinung',
    latest: 'Neueste Meldungen',
    related: 'Mehr zum Thema',
  },
  fr: {
    popular: 'Les plus lus',
    'now-reading': 'Lu en ce moment',
    opinion: 'Opinions',
    latest: 'Dernières nouvelles',
    related: 'Sur le même sujet',
  },
  pt: {
    popular: 'Mais lidas',
    'now-reading': 'A ser lido agora',
    opinion: 'Opinião',
    latest: 'Últimas notícias',
    related: 'Relacionado',
  },
  es: {
    popular: 'Lo más leído',
    'now-reading': 'Se está leyendo',
    opinion: 'Opinión',
    latest: 'Últimas noticias',
    related: 'Relacionado',
  },
};

/** Names of pages that have no name of their own. */
const PAGE_NAMES: Record<string, Titles> = {
  en: { home: 'Home', archive: 'Archive', news: 'All news' },
  ru: { home: 'Главная', archive: 'Архив', news: 'Все новости' },
  de: { home: 'Startseite', archive: 'Archiv', news: 'Alle Nachrichten' },
  fr: { home: 'Accueil', archive: 'Archives', news: 'Toutes les nouvelles' },
  pt: { home: 'Início', archive: 'Arquivo', news: 'Todas as notícias' },
  es: { home: 'Portada', archive: 'Archivo', news: 'Todas las noticias' },
};

function inLanguage(words: Record<string, Titles>, language: string, key: string): string | null {
  const primary = language.split('-')[0] ?? 'en';
  return words[primary]?.[key] ?? words.en?.[key] ?? null;
}

/** The usual title of the module of this key; the second of its kind, `popular-2`, is called as the first. */
export function moduleTitle(language: string, key: string): string | null {
  return inLanguage(TITLES, language, key.replace(/-\d+$/, ''));
}

export function pageName(language: string, key: 'home' | 'archive' | 'news'): string {
  return inLanguage(PAGE_NAMES, language, key) ?? key;
}
