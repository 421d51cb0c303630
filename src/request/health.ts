import { type JobRun } from '../sql/jobs';
import { type FrameHealth } from './frame';

/** How the gateway itself is doing, for the newsroom to see. */
export interface GatewayHealth {
  readonly frame: FrameHealth;
  readonly jobs: readonly JobRun[];
}
