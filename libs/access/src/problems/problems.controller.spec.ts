import 'reflect-metadata';

import { defineProblem, knownProblems, refuseIf } from './problem.js';
import { ProblemsController } from './problems.controller.js';

const told = defineProblem({ code: 'test.a<b', status: 409, title: '"A" & <b>', whatToDo: 'Nothing.' });

describe('the list of problems', () => {
  it('has every declared code once, in order', () => {
    const codes = knownProblems().map(({ code }) => code);
    expect(codes).toContain('test.a<b');
    expect(codes).toEqual([...new Set(codes)].sort());
  });

  it('is told to programs as values', () => {
    expect(new ProblemsController().show('application/json')).toEqual({ problems: knownProblems() });
    expect(new ProblemsController().show()).toEqual({ problems: knownProblems() });
  });

  it('is told to people as a page whose texts are no markup', () => {
    const page = new ProblemsController().show('text/html,application/xhtml+xml');
    expect(page).toContain('<tr id="test.a&lt;b">');
    expect(page).toContain('&quot;A&quot; &amp; &lt;b&gt;');
  });
});

describe('a declared problem', () => {
  it('never changes', () => {
    expect(Object.isFrozen(told)).toBe(true);
  });

  it('is refused when a policy gives it, and only then', () => {
    expect(() => refuseIf(told)).toThrow('test.a<b');
    expect(() => refuseIf(null)).not.toThrow();
  });
});
