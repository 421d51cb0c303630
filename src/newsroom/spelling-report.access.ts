import { hasRole, Role } from '../identity/viewer';
import { type Context } from '../request/context';
import { type SpellingReport } from './spelling-report.type';

/** A report by its id, for editors; for all others there is none. */
export async function spellingReportById(
  context: Context,
  uid: string,
): Promise<SpellingReport | null> {
  const { viewer } = context;
  if (!viewer || !hasRole(viewer, Role.EDITOR)) return null;
  return context.asEditor().loaders.spellingReportById.load(uid);
}
