import { type GraphQLError } from 'graphql';
import { clientError } from '../graphql/errors';

/** There is no such article, or none that is the newsroom's to see. */
export const noArticle = (): GraphQLError => clientError('NOT_FOUND', 'There is no such article.');

/** Somebody else has saved since. */
export const staleVersion = (currentVersion: number): GraphQLError =>
  clientError(
    'CONFLICT',
    `The article has been saved since: it is at version ${currentVersion}. Read it again.`,
    { currentVersion },
  );

/** Which constraint the database says was broken, if that is what went wrong. */
export function brokenConstraint(error: unknown): string | undefined {
  const { driverError } = error as { driverError?: { constraint?: string } };
  return driverError?.constraint;
}
