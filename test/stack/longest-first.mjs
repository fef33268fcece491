import Sequencer from '@jest/test-sequencer';

/** What takes longest, as measured on two cores; without this one worker would begin its longest file when the other is done. */
const longest = [
  'p2-under-fire.int.spec.ts',
  'agencies.e2e.spec.ts',
  'following-rules.e2e.spec.ts',
  'statements.int.spec.ts',
  'p7-two-pasts.int.spec.ts',
  'p6-one-bad-record.int.spec.ts',
  'simulation.spec.ts',
];

const rank = ({ path }) => {
  const at = longest.findIndex((name) => path.endsWith(name));
  if (at >= 0) return at;
  return longest.length + (path.endsWith('.int.spec.ts') ? 0 : 1);
};

export default class LongestFirst extends Sequencer {
  sort(tests) {
    return [...tests].sort((one, other) => rank(one) - rank(other));
  }
}
