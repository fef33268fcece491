import { LagMarks } from './lag-marks.js';

const place = (sequence: number, generation = 1) => ({ generation, sequence, head: `${generation}/${sequence}` });
const distance = (at: number, announced: number, about = 'polres') => ({ about, at: place(at), announced: place(announced) });

describe('lag', () => {
  it('is nothing while a busy stream is always a little behind', () => {
    const marks = new LagMarks(60);
    for (let second = 0; second < 300; second++) expect(marks.late([distance(second, second + 5)], second)).toEqual([]);
  });
  it('is who does not reach in time what was announced, although it moves', () => {
    const marks = new LagMarks(60);
    expect(marks.late([distance(0, 100)], 0)).toEqual([]);
    expect(marks.late([distance(30, 500)], 60)).toEqual([]);
    expect(marks.late([distance(60, 900)], 61)).toEqual(['polres']);
    expect(marks.late([distance(101, 950)], 70)).toEqual([]);
  });
  it('counts from the first look after the last mark was reached', () => {
    const marks = new LagMarks(60);
    expect(marks.late([distance(0, 1)], 0)).toEqual([]);
    expect(marks.late([distance(1, 2)], 50)).toEqual([]);
    expect(marks.late([distance(1, 2)], 100)).toEqual([]);
    expect(marks.late([distance(1, 2)], 111)).toEqual(['polres']);
  });
  it('is seen over generations, and forgotten with who is not listed any more', () => {
    const marks = new LagMarks(60);
    const behind = { about: 'disdik', at: place(9), announced: place(1, 2) };
    marks.late([behind], 0);
    expect(marks.late([behind], 61)).toEqual(['disdik']);
    expect(marks.late([], 62)).toEqual([]);
    expect(marks.late([behind], 63)).toEqual([]);
  });
});
