import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import vue from 'eslint-plugin-vue';
import { defineConfig, globalIgnores } from 'eslint/config';
import ts from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';

/**
 * Who may import whom (README, "Map"). Two dimensions, and a project must satisfy both: what it is, and where it runs.
 * apps/stack/src/lint-boundaries.spec.ts proves each of these by breaking it.
 */
const DIRECTIONS = [
  { sourceTag: 'type:domain', onlyDependOnLibsWithTags: [], allowedExternalImports: ['@jest/globals'] },
  { sourceTag: 'type:client', onlyDependOnLibsWithTags: ['type:domain'] },
  { sourceTag: 'type:adapter', onlyDependOnLibsWithTags: ['type:domain'] },
  { sourceTag: 'type:operation', onlyDependOnLibsWithTags: ['type:domain', 'type:adapter'] },
  {
    allSourceTags: ['type:app', 'scope:server'],
    onlyDependOnLibsWithTags: ['type:domain', 'type:adapter', 'type:operation'],
  },
  { allSourceTags: ['type:app', 'scope:web'], onlyDependOnLibsWithTags: ['type:domain', 'type:client'] },
  { sourceTag: 'type:e2e', onlyDependOnLibsWithTags: ['type:domain', 'type:client'] },
  { sourceTag: 'scope:shared', onlyDependOnLibsWithTags: ['scope:shared'] },
  { sourceTag: 'scope:server', onlyDependOnLibsWithTags: ['scope:server', 'scope:shared'] },
  {
    sourceTag: 'scope:web',
    onlyDependOnLibsWithTags: ['scope:web', 'scope:shared'],
    bannedExternalImports: ['@nestjs/*', 'typeorm', 'bullmq', 'ioredis', 'pg', 'fastify', '@fastify/*'],
  },
];

export default defineConfig(
  globalIgnores([
    '**/dist',
    '**/coverage',
    '**/test-results',
    'apps/stack/fixtures/cycle',
    '.nx',
    '.data',
    'libs/api-client/src/generated',
    'apps/web/components.d.ts',
    'apps/web/public',
  ]),
  ts.configs.recommended,
  vue.configs['flat/recommended'],
  {
    files: ['**/*.ts', '**/*.vue'],
    plugins: { '@nx': nx, 'import-x': importX },
    languageOptions: {
      parserOptions: {
        // An import that only a decorated constructor names is a value: Nest reads it as the token.
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
        // For the script in a .vue file, also when it is only followed from an import.
        parser: ts.parser,
        extraFileExtensions: ['.vue'],
      },
    },
    settings: {
      'import-x/extensions': ['.ts', '.vue'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'], 'vue-eslint-parser': ['.vue'] },
      // Without a resolver no-cycle finds nothing and says nothing.
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          noWarnOnMultipleProjects: true,
          conditionNames: ['@quanheng/source', 'types', 'import', 'node', 'default'],
          extensions: ['.ts', '.vue', '.js'],
          extensionAlias: { '.js': ['.ts', '.js'] },
        }),
      ],
    },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { enforceBuildableLibDependency: false, allow: [], depConstraints: DIRECTIONS },
      ],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' },
      ],
      'no-async-promise-executor': 'error',
      'no-constant-condition': ['error', { checkLoops: false }],
      'no-control-regex': 'error',
      'no-debugger': 'error',
      'no-empty': 'error',
      'no-self-assign': 'error',
      'no-unsafe-finally': 'error',
      'no-useless-escape': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { sourceType: 'module' } },
    rules: { 'vue/multi-word-component-names': 'off' },
  },
  {
    // A promise that nobody awaits loses its error; finding one takes the types.
    files: ['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
    },
  },
  { files: ['**/*.data.ts'], rules: { 'max-lines': 'off' } },
  // A casebook is read by its headings, not from end to end.
  {
    files: ['**/*.spec.ts'],
    rules: { 'max-lines': ['error', { max: 450, skipBlankLines: true, skipComments: true }] },
  },
  {
    // The domain is pure: it decides the same in a browser, and asks no machine for anything.
    files: ['libs/domain/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['node:*', 'fs', 'path', 'crypto'], message: 'The domain is pure.' }] },
      ],
    },
  },
  {
    // These speak to the person at the terminal.
    files: ['apps/stack/**', 'apps/e2e/**'],
    rules: { 'no-console': 'off' },
  },
  prettier,
);
