import { type ApolloServerPlugin } from '@apollo/server';
import { type Logger } from 'pino';
import { type Problem } from '../graphql/problem';
import { type StatementCounter } from './server.types';

/** A context whose operation may have met problems that do not take the answer with them. */
export interface ProblemHolder extends StatementCounter {
  readonly id?: string;
  readonly problems?: readonly Problem[];
}

export const hasProblems = ({ problems = [] }: ProblemHolder): boolean => problems.length > 0;

/** Adds what an operation reported to the errors of its answer, and logs why it was. */
export function problemsPlugin(logger: Logger): ApolloServerPlugin<ProblemHolder> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ response, contextValue }) => {
          const { problems = [], id } = contextValue;
          if (problems.length === 0 || response.body.kind !== 'single') return Promise.resolve();
          for (const { error, cause } of problems) {
            logger.error({ err: cause, requestId: id, code: error.extensions.code }, error.message);
          }
          const { singleResult } = response.body;
          const told = problems.map(({ error }) => error.toJSON());
          singleResult.errors = [...(singleResult.errors ?? []), ...told];
          return Promise.resolve();
        },
      }),
  };
}
