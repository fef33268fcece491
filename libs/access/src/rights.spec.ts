import { isRole, mayDo, roles, type Right, type Role } from './rights.js';

const rights: readonly Right[] = [
  'state-facts',
  'read-facts',
  'look-up-identity',
  'decide-identity',
  'read-exchange',
  'retry-parked',
  'decide-incidents',
  'read-access-log',
];

/** Written out once more: a change of the table has to be meant twice. */
const granted: Readonly<Record<Role, readonly Right[]>> = {
  system: ['state-facts', 'read-facts', 'look-up-identity'],
  officer: ['state-facts', 'read-facts', 'look-up-identity', 'decide-identity'],
  operator: ['read-exchange', 'retry-parked', 'decide-incidents'],
  auditor: ['read-access-log', 'read-exchange'],
};

describe('the table of rights', () => {
  it.each(roles.flatMap((role) => rights.map((right) => ({ role, right, may: granted[role].includes(right) }))))(
    'says that $role may $right: $may',
    ({ role, right, may }) => expect(mayDo(role, right)).toBe(may),
  );

  it('gives nobody a right that it does not name', () => {
    expect(roles.filter((role) => mayDo(role, 'delete-facts' as Right))).toEqual([]);
  });

  it('lets nobody who sees how the exchange stands read facts', () => {
    expect(roles.filter((role) => mayDo(role, 'read-exchange') && mayDo(role, 'read-facts'))).toEqual([]);
  });

  it('lets nobody decide alone: who reads both contents and who decides are two people', () => {
    expect(roles.filter((role) => mayDo(role, 'decide-incidents') && mayDo(role, 'read-facts'))).toEqual([]);
    expect(roles.filter((role) => mayDo(role, 'decide-incidents'))).toEqual(['operator']);
  });
});

describe('a role', () => {
  it.each(roles)('is %s', (role) => expect(isRole(role)).toBe(true));

  it.each(['admin', 'System', 'officer ', '', 'constructor', '__proto__', 'toString', null, undefined, 0, ['system'], { role: 'system' }])(
    'is not %p',
    (text) => expect(isRole(text)).toBe(false),
  );
});
