import type { WhyAnswer } from './answers.js';
import { layOut } from './table.js';
import { counted } from './terminal.js';

/** A prediction beside the same one computed again, as text. */
export function whyLines(why: WhyAnswer, columns: number): string[] {
  const { prediction, score, decision } = why;
  const rows = Object.entries(why.features).map(([name, value]) => [name, value.stored, value.rebuilt, verdict(value.equal)]);
  const scores = [
    ['score', score.stored, score.rebuilt, verdict(score.equal)],
    ...(decision.stored === null && decision.rebuilt === null ? [] : [['decision', decision.stored ?? '-', decision.rebuilt ?? '-', verdict(decision.equal)]]),
  ];
  return [
    `prediction ${prediction.id} of event ${prediction.event_id}, ${prediction.time}`,
    `${prediction.run}, position ${prediction.position}; model ${prediction.model.name} version ${prediction.model.version}` +
      (prediction.degraded === null ? '' : `; degraded: ${prediction.degraded}`),
    '',
    ...layOut({ head: ['feature', 'stored', 'rebuilt', 'equal'], rows }, columns),
    '',
    ...layOut({ head: ['', 'stored', 'rebuilt', 'equal'], rows: scores }, columns),
    '',
    conclusion(why),
  ];
}

function conclusion(why: WhyAnswer): string {
  const replayed = `computed again from ${counted(why.replayed, 'record')} of the log`;
  if (why.equal) return `equal: ${replayed}, every feature, the score and the decision are the same to the bit`;
  const different = Object.entries(why.features).flatMap(([name, value]) => (value.equal ? [] : [name]));
  const answers = [why.score.equal ? [] : ['score'], why.decision.equal ? [] : ['decision']].flat();
  return `NOT EQUAL: ${replayed}, ${[...different, ...answers].join(', ')} differ from what was stored`;
}

function verdict(equal: boolean): string {
  return equal ? 'yes' : 'NO';
}
