/** Month names, short and long, without accents, as feeds in these languages write them. */
const NAMES: readonly string[][] = [
  'jan january januar janner januari janvier janv enero ene janeiro gennaio gen января январь янв ιαν január'.split(
    ' ',
  ),
  'feb february februar feber februari fevrier fevr fev febrero fevereiro febbraio февраля февраль фев февр φεβ február'.split(
    ' ',
  ),
  'mar march marz mrz maart mrt mars marzo março marco марта март мар μαρ március'.split(' '),
  'apr april avril avr abril abr aprile апреля апрель апр απρ április'.split(' '),
  'may mai mei mayo maio maggio mag мая май μαι május'.split(' '),
  'jun june juni juin junio junho jun. giugno giu июня июнь июн ιουν június'.split(' '),
  'jul july juli juillet juil julio julho luglio lug июля июль июл ιουλ július'.split(' '),
  'aug august augustus aout agosto ago августа август авг αυγ augusztus'.split(' '),
  'sep sept september septembre septiembre setiembre setembro set settembre сентября сентябрь сен сент σεπ szeptember'.split(
    ' ',
  ),
  'oct october oktober okt octobre octubre outubro out ottobre ott октября октябрь окт οκτ október'.split(
    ' ',
  ),
  'nov november novembre noviembre novembro ноября ноябрь ноя нояб νοε'.split(' '),
  'dec december dezember dez decembre diciembre dic dezembro dicembre декабря декабрь дек δεκ'.split(
    ' ',
  ),
];

const MONTHS = new Map(
  NAMES.flatMap((names, index) => names.map((name) => [unaccented(name), index + 1] as const)),
);

/** The number of a month by its name in any of the languages read, 1 for January. */
export function monthOf(word: string): number | undefined {
  return MONTHS.get(unaccented(word));
}

export function unaccented(word: string): string {
  return word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('.', '');
}
