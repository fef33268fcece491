const mostResidents = 1_000;

/** Fields that name residents: of facts, commands and proposals. */
const naming = ['subjectRef', 'keptRef', 'references', 'mergedRefs', 'suspectedRefs', 'guardianRef'];

/** The residents that an answer shows, or that a command names: every reference in it, a few levels down. */
export function residentsIn(answer: unknown, depth = 0): readonly string[] {
  if (typeof answer !== 'object' || answer === null || depth > 3) return [];
  if (Array.isArray(answer)) return answer.slice(0, mostResidents).flatMap((each) => residentsIn(each, depth + 1));
  return Object.entries(answer).flatMap(([name, value]) => (naming.includes(name) ? namedBy(value) : residentsIn(value, depth + 1)));
}

const namedBy = (value: unknown): readonly string[] => [value].flat().filter((each) => typeof each === 'string');
