import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PNG } from 'pngjs';

/** A picture as a scanner gives it, in a file. */
export async function scanFile(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'scan.png');
  const picture = new PNG({ width: 640, height: 480 });
  picture.data.fill(200);
  await writeFile(file, PNG.sync.write(picture));
  return file;
}
