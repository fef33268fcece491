const mostResidents = 1_000;

/** The residents that an answer shows: every `subjectRef` in it, a few levels down. */
export function residentsIn(answer: unknown, depth = 0): readonly string[] {
  if (typeof answer !== 'object' || answer === null || depth > 3) return [];
  if (Array.isArray(answer)) return answer.slice(0, mostResidents).flatMap((each) => residentsIn(each, depth + 1));
  const own = 'subjectRef' in answer && typeof answer.subjectRef === 'string' ? [answer.subjectRef] : [];
  return [...own, ...Object.values(answer).flatMap((value) => (Array.isArray(value) ? residentsIn(value, depth + 1) : []))];
}
