import { viewerOf } from '../../src/identity/token.claims';

const role = (claims: object, rolesClaim = 'roles', roleMap: [string, string][] | null = null) =>
  viewerOf(
    { iss: 'https://id.example', sub: 'anna', ...claims },
    { rolesClaim, roleMap: roleMap && new Map(roleMap) },
  ).role;

describe('the role in a token', () => {
  test('is the highest of those it names', () => {
    expect(role({ roles: ['reader', 'admin', 'editor'] })).toBe('ADMIN');
    expect(role({ roles: ['offline_access', 'editor'] })).toBe('EDITOR');
    expect(role({ roles: 'openid editor' })).toBe('EDITOR');
  });

  test('is reader where it names none of ours, or something odd', () => {
    for (const roles of [undefined, null, [], ['Admin'], {}, 7, [{ admin: true }], [['admin']]]) {
      expect(role({ roles })).toBe('READER');
    }
  });

  test('stands at a path, or under a name that has dots itself', () => {
    expect(role({ realm_access: { roles: ['editor'] } }, 'realm_access.roles')).toBe('EDITOR');
    expect(role({ 'https://news.example/roles': ['admin'] }, 'https://news.example/roles')).toBe(
      'ADMIN',
    );
    expect(role({ realm_access: null }, 'realm_access.roles')).toBe('READER');
    expect(role({}, 'constructor.name')).toBe('READER');
    expect(role({}, '__proto__.roles')).toBe('READER');
  });

  test('goes by the names of the issuer where a map is given, and by them alone', () => {
    const map: [string, string][] = [
      ['news-desk', 'editor'],
      ['it', 'admin'],
    ];
    expect(role({ groups: ['news-desk'] }, 'groups', map)).toBe('EDITOR');
    expect(role({ groups: ['news-desk', 'it'] }, 'groups', map)).toBe('ADMIN');
    expect(role({ groups: ['admin', 'editor'] }, 'groups', map)).toBe('READER');
  });
});
