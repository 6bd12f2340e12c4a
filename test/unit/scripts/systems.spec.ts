import { describe, expect, it } from 'vitest';
import { findSystems, systemTable, systemVariables } from '../../../scripts/systems.mjs';

const findings = findSystems([
  { name: 'Here', find: () => '/opt/here', provide: 'install here', variable: 'HERE' },
  { name: 'Elsewhere', find: () => undefined, provide: 'install elsewhere', variable: 'ELSEWHERE' },
]);

describe('the table of systems', () => {
  it('says where a system is, or the command that would provide it', () => {
    expect(systemTable(findings)).toEqual(['here     Here       /opt/here', 'missing  Elsewhere  provide it: install elsewhere']);
  });

  it('hands the tests what was found', () => {
    expect(systemVariables(findings)).toEqual({ HERE: '/opt/here' });
  });
});
