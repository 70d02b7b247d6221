import { formatCaseNumber } from '../platform/case-number.js';
import { parseFormVersion } from './form-version.js';

const code = formatCaseNumber('A', '2026-11-23', 42);

it.each([
  [`https://demo.example/q/${code}`, 1],
  [`https://demo.example/q/2/${code}`, 2],
  [`HTTPS://DEMO.EXAMPLE/Q/12/${code}`, 12],
  [` ／q／3／${code} `, 3],
  [code, null],
  [`https://demo.example/q/2/${formatCaseNumber('R', '2026-11-23', 42)}`, null],
  ['https://demo.example/q/2/nonsense', null],
])('reads the version of a form from %s', (text, version) => {
  expect(parseFormVersion(text)).toBe(version);
});
