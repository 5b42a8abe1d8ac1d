import type { Prompts } from '../../delivery/prompts.ts';
import type { Devices } from './devices.ts';

/** Prompts for development: virtual phones ring as well as those that there are. */
export const prompting = (others: Prompts, devices: () => Pick<Devices, 'prompted'>): Prompts => ({
  ...others,
  send(prompt) {
    others.send(prompt);
    devices().prompted(prompt.devices.map(({ kid }) => kid));
  },
});
