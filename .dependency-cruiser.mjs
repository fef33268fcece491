const anyTest = '(\\.spec\\.ts$|\\.kit\\.ts$|^test/)';

/** Who may know whom. One rule, one message; each is broken by a fixture in test/architecture. */
export default {
  forbidden: [
    {
      name: 'agencies-meet-only-through-contracts',
      comment: 'An agency imports no other agency: facts and events are all they share.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-know-no-agency',
      comment: 'A library imports no agency.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'contracts-stand-alone',
      comment: 'Contracts need no framework, database or broker: an outside agency installs them alone.',
      severity: 'error',
      from: { path: '^libs/contracts/src/', pathNot: anyTest },
      to: { path: ['^libs/(?!contracts/)', 'node_modules/(?!(ajv|ajv-formats|class-validator|class-transformer)/)'] },
    },
    {
      name: 'libs-only-through-their-front-door',
      comment: 'What a library does not export from its index is its own affair.',
      severity: 'error',
      from: { path: '^(libs/([^/]+)|apps|scripts|test)/' },
      // The protocol has a door of its own: it needs neither database nor broker nor framework.
      to: { path: '^libs/([^/]+)/src/(?!index\\.ts$)', pathNot: ['^libs/$2/', '^libs/exchange/src/protocol/index\\.ts$'] },
    },
    {
      name: 'rules-and-protocol-are-pure',
      comment: 'A decision imports values only: no database, framework, broker, file or socket.',
      severity: 'error',
      from: { path: '(\\.policy\\.ts$|^libs/(rules/src|exchange/src/protocol)/)', pathNot: anyTest },
      to: {
        path: [
          'node_modules/(@nestjs|typeorm|kafkajs|pg|express|rxjs)/',
          '^(node:)?(fs|net|tls|dns|dgram|http|https|http2|os|process|child_process|worker_threads|timers)(/|$)',
          '\\.sql\\.ts$',
          '^libs/exchange/src/(kafka|database)/',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'only-the-exchange-speaks-kafka',
      comment: 'kafkajs has faults that only one place needs to know.',
      severity: 'error',
      from: { pathNot: ['^libs/exchange/src/kafka/', '^libs/stack/src/kafka/', anyTest] },
      to: { path: 'node_modules/kafkajs/' },
    },
    {
      name: 'openapi-is-loaded-when-asked-for',
      comment: 'Its library would cost every start of every service 0.3 s; its decorators come from @timpora/access.',
      severity: 'error',
      from: { pathNot: '^libs/access/src/documented\\.ts$' },
      to: { path: 'node_modules/@nestjs/swagger/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'test-kit-stays-in-tests',
      comment: 'Nothing that ships imports a test kit.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: anyTest },
      to: { path: '(\\.kit\\.ts$|^test/)' },
    },
    {
      name: 'every-import-resolves',
      comment: 'The rules above judge where an import leads to; one that leads nowhere would pass them all.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one subject.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Only our own built files: many a package's entry lies in its dist, and would be hidden from every rule.
    exclude: { path: '^((libs|apps)/[^/]+/dist/|test/architecture/fixtures/)' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['timpora-source', 'import', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.js'],
    },
  },
};
