import fc from 'fast-check';
import { parseDate } from '../../src/syndication/formats/date.parse';

const iso = (text: string) => parseDate(text)?.toISOString().replace('.000Z', 'Z');

describe('a date', () => {
  it.each([
    ['Thu, 01 Jan 2004 19:48:21 GMT', '2004-01-01T19:48:21Z'],
    ['Thu, 1 Jan 04 19:48 EST', '2004-01-02T00:48:00Z'],
    ['1 Jan 99 00:00:00 +0200', '1998-12-31T22:00:00Z'],
    ['Thu Jan  1 19:48:21 EST 2004', '2004-01-02T00:48:21Z'],
    ['Wednesday, January 7, 2004 3:00:00 PM PST', '2004-01-07T23:00:00Z'],
    ['Tue, 26 Jun 2018 12:00:00 GMT+02:00', '2018-06-26T10:00:00Z'],
    ['2003-12-31T10:14:55-08:00', '2003-12-31T18:14:55Z'],
    ['2003-12-31 10:14', '2003-12-31T10:14:00Z'],
    ['20031231T101455Z', '2003-12-31T10:14:55Z'],
    ['2003-12', '2003-12-01T00:00:00Z'],
    ['2003-335', '2003-12-01T00:00:00Z'],
    ['2004-Jul-13', '2004-07-13T00:00:00Z'],
    ['31.12.2003 23:59', '2003-12-31T23:59:00Z'],
    ['12/31/2003', '2003-12-31T00:00:00Z'],
    ['Mi, 05 Mär 2014 10:00:00 +0100', '2014-03-05T09:00:00Z'],
    ['12. Dezember 2023', '2023-12-12T00:00:00Z'],
    ['lun., 05 févr. 2024 15:53:10 +0000', '2024-02-05T15:53:10Z'],
    ['5 de enero de 2024', '2024-01-05T00:00:00Z'],
    ['25 de dezembro de 2023 às 10h30', '2023-12-25T10:30:00Z'],
    ['5 января 2024 г. 12:30', '2024-01-05T12:30:00Z'],
    ['2004년 05월 28일 오후 01:31:15', '2004-05-28T13:31:15Z'],
    ['1700000000', '2023-11-14T22:13:20Z'],
    ['Fri, 1 Jan 2016 24:00:00 GMT', '2016-01-02T00:00:00Z'],
  ])('is read: %s', (text, expected) => {
    expect(iso(text)).toBe(expected);
  });

  it.each([
    '',
    'soon',
    '0000-00-00 00:00:00',
    '2003-02-30',
    'Sun, 31 Feb 2010 00:00:00 GMT',
    '2003-01-01T25:00:00Z',
    '99',
  ])('is no date: %s', (text) => {
    expect(parseDate(text)).toBeUndefined();
  });

  it('never throws, and is read back from what the platform writes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (text) => {
        const date = parseDate(text);
        expect(date === undefined || !Number.isNaN(date.getTime())).toBe(true);
      }),
    );
    const dates = fc.date({
      min: new Date('1970-01-02'),
      max: new Date('2049-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(dates, (date) => {
        expect(parseDate(date.toISOString())).toEqual(date);
        expect(parseDate(date.toUTCString())?.getTime()).toBe(
          Math.floor(date.getTime() / 1000) * 1000,
        );
      }),
    );
  });
});
