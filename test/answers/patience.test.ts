import { type HTTPGraphQLResponse } from '@apollo/server';
import fastify, { type FastifyInstance } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { TagCache } from '../../src/cache/tag.cache';
import { AnswerCache } from '../../src/server/answers/answer.cache';
import { type KeptAnswer } from '../../src/server/answers/answer.types';
import { answerShared } from '../../src/server/answers/shared.answer';

/** Longer than anyone waits who can have the last answer. */
const SLOW_MS = 600;

describe('while nothing is heard of changes, and an answer takes long', () => {
  let app: FastifyInstance;
  let cache: TagCache<KeptAnswer>;
  let execute: () => Promise<string>;

  beforeEach(() => {
    cache = new TagCache<KeptAnswer>(1_000_000);
    const answers = new AnswerCache(cache);
    app = fastify();
    app.decorateRequest('operation', null);
    app.get('/', (_request, reply) =>
      answerShared(
        reply,
        { query: '{ a }' },
        {
          ...{ answers, cdnSeconds: 0, isPublic: true },
          execute: async () => {
            const body = await execute();
            const response = { body: { kind: 'complete', string: body } } as HTTPGraphQLResponse;
            const shared = {
              operationName: null,
              body,
              tags: new Set(['t']),
              freshUntil: Infinity,
            };
            return { response, shared };
          },
          send: (response) =>
            reply.send(response.body.kind === 'complete' ? response.body.string : ''),
        },
      ),
    );
  });

  afterEach(() => app.close());

  async function ask() {
    const { statusCode, headers, body } = await app.inject('/');
    return [statusCode, headers.warning ?? null, body];
  }

  async function keepOneAndPause(): Promise<void> {
    execute = () => Promise.resolve('first');
    expect(await ask()).toEqual([200, null, 'first']);
    cache.pause();
  }

  it('the last one goes out, and to those after at once', async () => {
    await keepOneAndPause();
    let executed = 0;
    execute = async () => {
      executed += 1;
      await sleep(SLOW_MS);
      return 'second';
    };
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await ask()).toEqual([200, '110 - "Response is Stale"', 'first']);
    }
    expect(executed).toBe(1);
    // What the first has waited for arrives: there is something to be had again.
    await sleep(SLOW_MS);
    execute = () => Promise.resolve('third');
    expect(await ask()).toEqual([200, null, 'third']);
  });

  it('the new one is waited for where the last is known to be wrong meanwhile', async () => {
    await keepOneAndPause();
    execute = async () => {
      cache.evict(['t']);
      await sleep(SLOW_MS);
      return 'second';
    };
    expect(await ask()).toEqual([200, null, 'second']);
  });
});
