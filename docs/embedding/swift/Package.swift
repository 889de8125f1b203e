// swift-tools-version: 6.3

import PackageDescription

let package = Package(
  name: "Trainer",
  dependencies: [.package(name: "recipec", path: "../../..")],
  targets: [
    .executableTarget(
      name: "Trainer",
      dependencies: [.product(name: "RecipeRuntime", package: "recipec")]
    )
  ]
)
