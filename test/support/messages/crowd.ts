import type { EngineName } from '../engines.ts';

/** Whether crowds are whole on PostgreSQL too, as in `npm run ci:full`. */
const whole = process.env.COFACTOR_WHOLE_CROWDS !== undefined;

/** How many people of a crowd there are: on PostgreSQL, where each call waits for the server, a fifth in a short run. */
export const crowd = (engine: EngineName, people: number): number =>
  engine === 'sqlite' || whole ? people : people / 5;
