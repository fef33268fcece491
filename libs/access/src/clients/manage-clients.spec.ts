import { manageClientsOf, wishIn } from './manage-clients.js';

describe('what an operator asks for', () => {
  it.each<[string, readonly string[], object]>([
    ['a list', ['list'], { verb: 'list', client: '' }],
    ['a new client', ['add', 'registry-sync'], { verb: 'add', client: 'registry-sync' }],
    ['a new secret, with a week of overlap', ['rotate', 'registry-sync'], { verb: 'rotate', overlapHours: 168 }],
    ['a new secret at once', ['rotate', 'registry-sync', '--overlap-hours', '0'], { overlapHours: 0 }],
    ['an end', ['revoke', 'a.b-c1'], { verb: 'revoke', client: 'a.b-c1' }],
  ])('is %s', (_, args, wish) => expect(wishIn(args)).toMatchObject(wish));

  it.each<[string, readonly string[], string]>([
    ['nothing', [], 'Say what to do.'],
    ['another verb', ['remove', 'registry-sync'], 'There is no command remove.'],
    ['no client', ['add'], 'Say which client to add.'],
    ['a client that cannot be named so', ['add', 'Registry_Sync'], 'Registry_Sync is no name for a client.'],
    ['a list of one', ['list', 'registry-sync'], 'That is a name too many.'],
    ['two clients', ['revoke', 'one', 'two'], 'That is a name too many.'],
    ['hours that are no number', ['rotate', 'registry-sync', '--overlap-hours', 'x'], '--overlap-hours is a number from 0 to 2160.'],
    ['hours without their number', ['rotate', 'registry-sync', '--overlap-hours='], '--overlap-hours is a number from 0 to 2160.'],
    ['too many hours', ['rotate', 'registry-sync', '--overlap-hours', '9000'], '--overlap-hours is a number from 0 to 2160.'],
    ['an option that there is not', ['list', '--all'], "Unknown option '--all'."],
  ])('is not %s: it is told what is wrong, and the commands', (_, args, sentence) => {
    expect(() => wishIn(args)).toThrow(`${sentence} The commands are:\nlist\nadd <client>`);
  });

  it('is told when the database does not answer', async () => {
    const database = { host: '127.0.0.1', port: 1, name: 'x', user: 'x', password: 'x', poolSize: 1, tls: false };
    const refused = 'The database of polres does not answer at 127.0.0.1:1; start it and try again.';
    await expect(manageClientsOf({ member: 'polres', database }, ['list'])).rejects.toThrow(refused);
  });
});
