import { defineProblem } from '@timpora/access';

export const notLines = defineProblem({
  code: 'bulk.not-lines',
  status: 415,
  title: 'Commands in bulk are lines of JSON',
  whatToDo: 'Send one command a line with the header Content-Type: application/x-ndjson.',
});
export const lineMalformed = defineProblem({
  code: 'bulk.line-malformed',
  status: 400,
  title: 'This line is not a command',
  whatToDo: 'Send {"command": "/api/...", "key": "...", "body": {...}, "ifMatch": "3"}; ifMatch only where the command asks for it.',
});
export const commandUnknown = defineProblem({
  code: 'bulk.command-unknown',
  status: 404,
  title: 'Your agency has no such command',
  whatToDo: 'Give the address to which the single command is sent, such as /api/violations; the commands are listed at /docs.',
});
export const fromMalformed = defineProblem({
  code: 'bulk.from-malformed',
  status: 400,
  title: 'This is not the number of a line',
  whatToDo: 'Give in ?from= the number of the first line that is to be tried; lines are counted from 1.',
});
