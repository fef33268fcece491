import { defineProblem, knownProblems } from './problem.js';

const closed = { code: 'test.closed', status: 409, title: 'It is closed', whatToDo: 'Open another.' };

describe('the code of a problem', () => {
  it('is listed once it is declared', () => {
    defineProblem({ ...closed });
    expect(knownProblems().filter(({ code }) => code === 'test.closed')).toEqual([closed]);
  });

  it('has one meaning', () => {
    defineProblem({ ...closed });
    expect(() => defineProblem({ ...closed, title: 'It is open' })).toThrow('two problems have the code test.closed');
  });
});
