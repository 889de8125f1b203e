// swift-tools-version: 6.3

import PackageDescription

// MARK: - Settings

/// Every Swift target in the package is compiled with these settings.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// The targets that touch raw memory also spell out every unsafe expression.
let strictMemory: [SwiftSetting] = strict + [.strictMemorySafety()]

let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser",
  package: "swift-argument-parser"
)

let package = Package(
  name: "recipec",
  products: [
    .executable(name: "recipec", targets: ["recipec"]),
    .library(name: "RecipeCompiler", targets: ["RecipeCompiler"]),
    .library(name: "RecipeRuntime", targets: ["RecipeRuntime"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // MARK: Bottom: what trainers embed (no Foundation, also builds as Embedded Swift)
    // The kernels are C for x86-64, chosen when the program runs; elsewhere the module is empty.
    .target(name: "CRecipeKernels"),
    .target(name: "RecipeRuntime", dependencies: ["CRecipeKernels"], swiftSettings: strictMemory),

    // MARK: The C library: the same sources, built again as Embedded Swift by packaging/build.sh
    .systemLibrary(name: "CRecipeRuntime"),
    .target(
      name: "RecipeRuntimeABI",
      dependencies: ["CRecipeRuntime", "RecipeRuntime"],
      exclude: ["packaging"],
      swiftSettings: strict
    ),

    // MARK: Front end (no Foundation)
    .target(name: "RecipeDiagnostics", swiftSettings: strict),
    .systemLibrary(
      name: "CLibYAML",
      pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"])]
    ),
    .target(
      name: "RecipeSyntax",
      dependencies: ["CLibYAML", "RecipeDiagnostics"],
      swiftSettings: strictMemory
    ),

    // MARK: Middle (no Foundation)
    .target(
      name: "RecipeSemantics",
      dependencies: ["RecipeDiagnostics", "RecipeSyntax"],
      swiftSettings: strict
    ),
    .target(
      name: "RecipeLowering",
      dependencies: ["RecipeDiagnostics", "RecipeRuntime", "RecipeSemantics", "RecipeSyntax"],
      swiftSettings: strict
    ),
    .target(
      name: "RecipeCheck",
      dependencies: [
        "RecipeDiagnostics", "RecipeLowering", "RecipeRuntime", "RecipeSemantics", "RecipeSyntax",
      ],
      swiftSettings: strict
    ),

    // MARK: Facade (no Foundation)
    .target(
      name: "RecipeCompiler",
      dependencies: [
        "RecipeCheck", "RecipeDiagnostics", "RecipeLowering", "RecipeRuntime", "RecipeSemantics",
        "RecipeSyntax",
      ],
      swiftSettings: strict
    ),

    // MARK: Tool
    .executableTarget(
      name: "recipec",
      dependencies: ["RecipeCompiler", "RecipeDiagnostics", "RecipeRuntime", argumentParser],
      swiftSettings: strict
    ),

    // MARK: Measurements and sweeps, for optimized builds
    .executableTarget(
      name: "recipec-sweep",
      dependencies: [
        "RecipeCheck", "RecipeCompiler", "RecipeDiagnostics", "RecipeRuntime", "RecipeSemantics",
        "RecipeSyntax", "SeededRandom", argumentParser,
      ],
      path: "Tests/Sweeps",
      swiftSettings: strict
    ),
    .executableTarget(
      name: "recipec-bench",
      dependencies: [
        "RecipeCheck", "RecipeCompiler", "RecipeDiagnostics", "RecipeLowering", "RecipeRuntime",
        "RecipeSemantics", "RecipeSyntax", "SeededRandom", argumentParser,
      ],
      path: "Tests/Benchmarks",
      exclude: [
        "bench.py", "child_process.py", "numpy_peer.py", "optax_peer.py", "recipes", "table.py",
      ],
      swiftSettings: strict
    ),

    // MARK: Tests
    .target(name: "SeededRandom", path: "Tests/SeededRandom", swiftSettings: strict),
    .target(
      name: "RecipeTestSupport",
      dependencies: ["RecipeSemantics"],
      path: "Tests/RecipeTestSupport",
      swiftSettings: strict
    ),
    .testTarget(
      name: "RecipeRuntimeTests",
      dependencies: ["RecipeRuntime", "RecipeTestSupport", "SeededRandom"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "RecipeRuntimeABITests",
      dependencies: ["CRecipeRuntime", "RecipeRuntime", "RecipeRuntimeABI", "SeededRandom"],
      exclude: ["Programs"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "RecipeDiagnosticsTests",
      dependencies: ["RecipeDiagnostics", "RecipeTestSupport", "SeededRandom"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "RecipeSyntaxTests",
      dependencies: ["RecipeDiagnostics", "RecipeSyntax", "RecipeTestSupport", "SeededRandom"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "RecipeSemanticsTests",
      dependencies: [
        "RecipeDiagnostics", "RecipeSemantics", "RecipeSyntax", "RecipeTestSupport", "SeededRandom",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "RecipeLoweringTests",
      dependencies: ["RecipeLowering", "RecipeSemantics", "RecipeTestSupport", "SeededRandom"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "RecipeCheckTests",
      dependencies: [
        "RecipeCheck", "RecipeDiagnostics", "RecipeLowering", "RecipeRuntime",
        "RecipeSemantics", "RecipeSyntax", "RecipeTestSupport", "SeededRandom",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "RecipeCompilerTests",
      dependencies: [
        "RecipeCompiler", "RecipeDiagnostics", "RecipeLowering", "RecipeRuntime",
        "RecipeSemantics", "RecipeSyntax", "RecipeTestSupport", "SeededRandom",
      ],
      swiftSettings: strict
    ),
    .testTarget(
      name: "RecipecCommandTests",
      dependencies: ["RecipeCompiler", "RecipeRuntime", "RecipeTestSupport", "recipec"],
      swiftSettings: strict
    ),
    .testTarget(
      name: "RepositoryTests",
      dependencies: ["RecipeCompiler", "RecipeDiagnostics", "RecipeTestSupport", "recipec"],
      swiftSettings: strict
    ),
  ]
)
