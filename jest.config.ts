/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

/** One configuration for every server-side project; `*.medium.spec.ts` need PostgreSQL, which their set-up starts. */
const shared = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@quanheng/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2023',
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
} satisfies Config;

const config: Config = {
  // For a machine that is busy with other things; a test that needs it says so itself where it needs more.
  testTimeout: 60_000,
  projects: [
    {
      ...shared,
      displayName: 'domain',
      roots: ['<rootDir>/libs/domain'],
      testMatch: ['**/*.spec.ts'],
    },
    {
      ...shared,
      displayName: 'adapter',
      roots: ['<rootDir>/libs', '<rootDir>/apps'],
      testMatch: ['**/*.spec.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        '/dist/',
        '/libs/domain/',
        '\\.medium\\.spec\\.ts$',
        '/apps/e2e/',
      ],
    },
    {
      ...shared,
      displayName: 'medium',
      roots: ['<rootDir>/libs', '<rootDir>/apps'],
      testMatch: ['**/*.medium.spec.ts'],
      globalSetup: '<rootDir>/libs/database/src/testing/start-postgres.ts',
      globalTeardown: '<rootDir>/libs/database/src/testing/stop-postgres.ts',
    },
    {
      ...shared,
      displayName: 'story',
      roots: ['<rootDir>/apps/e2e/src/stories'],
      testMatch: ['**/*.e2e-spec.ts'],
    },
  ],
};

export default config;
