import { preferredWait } from './preferred-wait.policy.js';

describe('how long a client would wait', () => {
  it.each<[string | undefined, number | null]>([
    [undefined, null],
    ['', null],
    ['wait=10', 10],
    ['wait=0', 0],
    ['WAIT = "10"', 10],
    ['respond-async, wait=10', 10],
    ['wait=10; foo="bar", handling=lenient', 10],
    ['wait=5, wait=9', 5],
    ['wait=61', 60],
    ['wait=999999999', 60],
    ['wait', null],
    ['wait=-1', null],
    ['wait=1.5', null],
    ['wait=soon', null],
    ['waiting=3', null],
    ['nowait=3', null],
  ])('%p: %p', (prefer, seconds) => expect(preferredWait(prefer)).toBe(seconds));
});
