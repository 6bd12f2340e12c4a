const DATES = ['%Y-%m-%d', '%Y/%m/%d', '%Y.%m.%d', '%m/%d/%Y', '%d/%m/%Y', '%d.%m.%Y', '%d-%m-%Y', '%m-%d-%Y', '%m/%d/%y', '%d/%m/%y', '%d.%m.%y'];
const NAMED = ['%d-%b-%Y', '%d %b %Y', '%d %B %Y', '%b %d, %Y', '%B %d, %Y', '%b %d %Y', '%d-%b-%y'];
const CLOCKS = [' %H:%M:%S', ' %H:%M', ' %I:%M:%S %p', ' %I:%M %p', ' %I:%M:%S%p', ' %I:%M%p'];
const OTHERS = [
  '%Y%m%d',
  '%Y-%m-%dT%H:%M:%S',
  '%Y-%m-%dT%H:%M',
  '%Y-%m-%dT%H:%M:%S%z',
  '%Y-%m-%d %H:%M:%S%z',
  '%Y-%m-%d %H:%M:%S %z',
  '%Y-%m-%d %H:%M:%S %Z',
  '%Y-%m-%d %H:%M %Z',
  '%Y%m%dT%H%M%S%Z',
  '%a, %d %b %Y %H:%M:%S %Z',
  '%a, %d %b %Y %H:%M:%S %z',
  '%d/%b/%Y:%H:%M:%S %z',
  '%a %b %d %H:%M:%S %Y',
];

/** Forms of times that are looked for, as strptime names them; the first that fits every value is taken. */
export const TIME_FORMS: readonly string[] = [...DATES, ...NAMED].flatMap((date) => [...CLOCKS.map((clock) => date + clock), date]).concat(OTHERS);

/** Whether the form tells no time of day. */
export function dateOnly(form: string): boolean {
  return form !== '' && !/%[HI]/.test(form);
}

/** Whether the form says where the time was told. */
export function hasZone(form: string): boolean {
  return form === '' || /%[zZ]/.test(form);
}
