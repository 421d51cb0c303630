import { getIntrospectionQuery, parse } from 'graphql';
import { operationCost } from '../../src/server/limits/operation.cost';
import { testSchema } from './gateway.fixture';

const schema = testSchema();
const cost = (query: string, variables: Record<string, unknown> = {}, name?: string) =>
  operationCost(schema, parse(query), name, variables);
const times = (count: number, text: (index: number) => string) =>
  [...Array(count).keys()].map(text).join(' ');

describe('the cost of an operation', () => {
  it.each([
    ['a field', '{hello}', 1],
    ['an object and its fields', '{article(slug:"x"){slug title}}', 3],
    ['a list with a size', '{latest(first:4){slug title}}', 1 + 4 * 2],
    ['a list with its default size', '{latest{slug}}', 1 + 10],
    ['a list that takes no size', '{article(slug:"x"){tags{name}}}', 2 + 10],
    ['a list in a list', '{latest(first:3){related(first:2){slug}}}', 1 + 3 * (1 + 2)],
    [
      'a connection, whose lists are as long as its page',
      '{articles(first:3){totalCount edges{cursor node{slug}} nodes{slug}}}',
      1 + 3 + 3 * 3 + 3,
    ],
    ['a connection read from its end', '{articles(last:7){nodes{slug}}}', 2 + 7],
    ['a connection given no size', '{articles{nodes{slug}}}', 2 + 20],
    ['a list of keys', '{nodes(ids:["a","b","c"]){slug}}', 1 + 3],
    ['one key for a list', '{nodes(ids:"a"){slug}}', 1 + 1],
    ['an inline fragment', '{latest(first:2){... on Article{slug} ...{title}}}', 1 + 2 * 2],
    ['introspection', getIntrospectionQuery(), 1],
    ['a field nobody knows', '{nothing{at{all}}}', 3],
  ])('counts %s', (_name, query, expected) => {
    expect(cost(query)).toBe(expected);
  });

  it('counts a fragment for each place that spreads it, by the page it stands in', () => {
    const query = `{a:articles(first:2){...C} b:articles(first:30){...C}}
      fragment C on ArticleConnection{nodes{...A}} fragment A on Article{slug title}`;
    expect(cost(query)).toBe(2 + 2 + 2 * 2 + 30 * 2);
  });

  it.each([
    ['given', { n: 4, ids: ['a', 'b'] }, 1 + 4 + 1 + 2],
    ['left to their defaults', { ids: [] }, 1 + 6 + 1],
    ['null', { n: null, ids: null }, 1 + 6 + 1 + 20],
    ['of a wrong type, which execution will refuse', { n: '4', ids: 'a' }, 1 + 6 + 1 + 1],
    ['negative, which the resolver will refuse', { n: -4, ids: [] }, 1 + 1],
  ])('reads sizes from variables that are %s', (_name, variables, expected) => {
    const query = 'query($n:Int=6,$ids:[ID!]!){latest(first:$n){slug} nodes(ids:$ids){slug}}';
    expect(cost(query, variables)).toBe(expected);
  });

  it('takes the size that is given when a document leaves both open', () => {
    const query = 'query($f:Int,$l:Int){articles(first:$f,last:$l){nodes{slug}}}';
    expect(cost(query, { f: 5 })).toBe(2 + 5);
    expect(cost(query, { l: 6 })).toBe(2 + 6);
    expect(cost(query)).toBe(2 + 20);
  });

  it('reads variables inside fragments, in lists in lists', () => {
    const query = `query($n:Int,$m:Int){latest(first:$n){...A} more:latest(first:1){...A}}
      fragment A on Article{related(first:$m){slug}}`;
    expect(cost(query, { n: 10, m: 7 })).toBe(2 + 10 * (1 + 7) + (1 + 7));
  });

  it('is that of the operation named', () => {
    const query = 'query A{hello} query B{latest(first:3){slug}}';
    expect([cost(query, {}, 'A'), cost(query, {}, 'B'), cost(query, {}, 'C')]).toEqual([1, 4, 0]);
  });

  it.each([
    ['without variables', 'first:2'],
    ['with variables', 'first:$n'],
  ])('is worked out in linear time for a fragment that doubles 10,000 times, %s', (_name, size) => {
    const levels = 10_000;
    const query = `query($n:Int){latest(${size}){...F0}} ${times(
      levels,
      (i) => `fragment F${i} on Article{a:related(${size}){...F${i + 1}} ...F${i + 1}}`,
    )} fragment F${levels} on Article{slug}`;
    const document = parse(query);
    // In any other than linear time it would not end before the test's time is over.
    expect(operationCost(schema, document, null, { n: 2 })).toBe(Infinity);
  });

  it('ends for fragments in a circle', () => {
    expect(cost('{...A} fragment A on Query{hello ...B} fragment B on Query{...A}')).toBeLessThan(
      5,
    );
  });
});
