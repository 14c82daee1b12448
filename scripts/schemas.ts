// Writes schemas/*.json anew: npx tsx scripts/schemas.ts
import { writeFileSync } from 'node:fs';
import { shippedSchemas } from '../src/schemas/all.ts';

for (const [name, text] of Object.entries(shippedSchemas())) writeFileSync(new URL(`../schemas/${name}`, import.meta.url), text);
