/** What somebody may do. Whoever has a role has those before it too. */
export enum Role {
  READER = 'READER',
  EDITOR = 'EDITOR',
  ADMIN = 'ADMIN',
}

const RANK: Record<Role, number> = { [Role.READER]: 1, [Role.EDITOR]: 2, [Role.ADMIN]: 3 };

/** Somebody whose token was verified: one person is one issuer's subject. */
export interface Viewer {
  readonly issuer: string;
  readonly subject: string;
  readonly role: Role;
}

/** Whether a viewer has a role, or a higher one. */
export const hasRole = (viewer: Viewer, role: Role): boolean => RANK[viewer.role] >= RANK[role];
