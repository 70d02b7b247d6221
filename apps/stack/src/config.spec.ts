import { readConfig } from './config.js';

const ROOT = '/srv/quanheng';

describe('the configuration of npm start', () => {
  it('needs nothing', () => {
    expect(readConfig(ROOT, {})).toEqual({
      root: ROOT,
      dataDir: '/srv/quanheng/.data',
      logDir: '/srv/quanheng/.data/logs',
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://127.0.0.1:3000',
      databaseUrl: undefined,
      ownerDatabaseUrl: undefined,
    });
  });

  it('takes what the operator overrides; a relative data folder lies in the checkout', () => {
    const config = readConfig(ROOT, { PORT: '8080', HOST: '0.0.0.0', DATA_DIR: 'other/data' });
    expect(config).toMatchObject({ port: 8080, dataDir: '/srv/quanheng/other/data' });
    expect(config.publicUrl).toBe('http://127.0.0.1:8080');
    expect(readConfig(ROOT, { DATA_DIR: '/var/data', PUBLIC_URL: 'https://example.org' })).toMatchObject({
      dataDir: '/var/data',
      publicUrl: 'https://example.org',
    });
  });

  it.each(['0', '65536', '3000.5', 'http', '-1'])('refuses the port %s', (PORT) => {
    expect(() => readConfig(ROOT, { PORT })).toThrow(
      `PORT is "${PORT}", but a port is a number from 1 to 65535.`,
    );
  });

  it.each(['DATABASE_URL', 'OWNER_DATABASE_URL'])(
    'refuses a %s that is no address, without repeating it',
    (name) => {
      const secret = 'mysql://root:hunter2@db';
      expect(() => readConfig(ROOT, { [name]: secret })).toThrow(
        new RegExp(`^${name} is not an address of the form`),
      );
      expect(() => readConfig(ROOT, { [name]: secret })).not.toThrow(/hunter2/);
    },
  );
});
