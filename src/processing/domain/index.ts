export type { Behind } from './behind.js';
export * from './disposition.js';
export { type Run, type RunModel, parseRunName } from './run.js';
export { LANE_IMAGE, packKey, packLane } from './image.js';
export { LaneState, type Transition } from './lane-state.js';
export { PredictionIds, formatUuid, writePredictionId } from './prediction-ids.js';
export type { RecordContext, RecordRow } from './record.js';
export { Recovery, type StateDelta, type StateImage } from './recovery.js';
export { type Candidate, type LoggedRecord, type SetAside, type Step, StepComputer } from './step.js';
