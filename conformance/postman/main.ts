import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runNpm } from '../../scripts/runNpm.ts';
import { startService } from '../driver/service.ts';
import { shell } from '../driver/shell.ts';
import { collection, environment } from './collection.ts';

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
const folder = join(import.meta.dirname, '../../docs/postman');
const files = {
  'cofactor.postman_collection.json': collection(),
  'cofactor.postman_environment.json': environment('http://127.0.0.1:8080', 'dev-token'),
};
const [collectionFile = '', environmentFile = ''] = Object.keys(files).map((name) => join(folder, name));

// What is stored is what newman runs, and what people import.
mkdirSync(folder, { recursive: true });
for (const [name, made] of Object.entries(files)) {
  const text = `${JSON.stringify(made, undefined, 2)}\n`;
  if (values.write) writeFileSync(join(folder, name), text);
  else if (readFileSync(join(folder, name), 'utf8') !== text) {
    throw new Error(`docs/postman/${name} is not what the contract says: npm run postman -- --write`);
  }
}

runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], import.meta.dirname);
const service = await startService({ https: false });
try {
  const newman = join(import.meta.dirname, 'node_modules/newman/bin/newman.js');
  const own = ['--env-var', `url=${service.url}`, '--env-var', `apikey=${service.token}`];
  const args = [newman, 'run', collectionFile, '-e', environmentFile, ...own, '--color', 'off'];
  console.log(shell(process.execPath, args, import.meta.dirname));
} finally {
  await service.close();
}
