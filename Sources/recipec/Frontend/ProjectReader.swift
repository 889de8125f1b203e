// SPDX-License-Identifier: Apache-2.0

internal import Glibc
internal import RecipeCompiler

/// Reads what a recipe extends, and nothing outside of its folder or the folder that `--root` names.
///
/// Every folder on the way is opened by itself and no symbolic link is followed, so that no path leads
/// out of the project, whatever happens to the files meanwhile.
struct ProjectReader: RecipeReader {
  /// More bytes than a recipe may have.
  private static let byteLimit = 256 * 1024 + 1

  /// The recipe that everything starts from, as the user named it.
  private let recipe: String
  /// The folder that nothing outside of is read, as the user named it; empty for the current one.
  private let root: String
  /// The folders from the root to the recipe.
  private let folders: [String]

  /// The reader for a recipe in a file.
  ///
  /// - Throws: when the recipe does not lie in the folder that `--root` names.
  init(for recipe: String, root: String?) throws(CouldNotRun) {
    self.recipe = recipe
    let folder = Self.folder(of: recipe)
    guard let root else {
      (self.root, folders) = (folder, [])
      return
    }
    self.root = root
    guard let outer = Self.resolved(root), let inner = Self.resolved(folder) else {
      throw CouldNotRun(message: "cannot read \(root): \(SystemError.last.message)")
    }
    let prefix = outer == "/" ? "/" : outer + "/"
    guard inner == outer || inner.hasPrefix(prefix) else {
      throw CouldNotRun(message: "\(recipe) does not lie in \(root), which `--root` names")
    }
    folders = Self.components(of: String(inner.dropFirst(outer.count)))
  }

  func read(_ path: String, extendedBy extender: String) throws(RecipeReadingError) -> RecipeText {
    var parts = folder(of: extender)
    for part in Self.components(of: path) {
      guard part == ".." else {
        if part != "." { parts.append(part) }
        continue
      }
      guard !parts.isEmpty else {
        let place = root.isEmpty ? "the current folder" : "the folder `\(root)`"
        throw RecipeReadingError(reason: "it leaves \(place)")
      }
      parts.removeLast()
    }
    guard !parts.isEmpty else { throw RecipeReadingError(reason: "it is a folder") }
    let name = Self.joined(root, parts.joined(separator: "/"))
    // The recipe itself may have been named in another way.
    let isStart = parts == folders + [Self.components(of: recipe).last ?? ""]
    return RecipeText(name: isStart ? recipe : name, bytes: try bytes(at: parts))
  }

  /// The folders from the root to a recipe.
  private func folder(of name: String) -> [String] {
    if name == recipe { return folders }
    let prefix = Self.joined(root, "")
    return Self.components(of: String(name.dropFirst(prefix.count))).dropLast()
  }

  // MARK: Files

  private func bytes(at parts: [String]) throws(RecipeReadingError) -> [UInt8] {
    let flags = O_RDONLY | O_CLOEXEC
    var folder = unsafe open(root.isEmpty ? "." : root, flags | O_DIRECTORY)
    guard folder >= 0 else { throw Self.failure() }
    for part in parts.dropLast() {
      let next = unsafe openat(folder, part, flags | O_DIRECTORY | O_NOFOLLOW)
      let error = errno
      _ = close(folder)
      errno = error
      guard next >= 0 else { throw Self.failure(isFolder: true) }
      folder = next
    }
    // Without O_NONBLOCK a pipe with a name would wait for somebody at its other end.
    let raw = unsafe openat(folder, parts[parts.count - 1], flags | O_NOFOLLOW | O_NONBLOCK)
    let error = errno
    _ = close(folder)
    errno = error
    guard raw >= 0 else { throw Self.failure() }
    let file = FileDescriptor(raw)
    defer { file.close() }
    var status = stat()
    guard unsafe fstat(raw, &status) == 0 else { throw Self.failure() }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw RecipeReadingError(reason: "it is no regular file")
    }
    do throws(SystemError) {
      return try file.read(limit: Self.byteLimit)
    } catch {
      throw RecipeReadingError(reason: error.message)
    }
  }

  /// The reason that the system gives, in words where its own mislead.
  private static func failure(isFolder: Bool = false) -> RecipeReadingError {
    let error = SystemError.last
    if error.code == ELOOP || (isFolder && error.code == ENOTDIR) {
      return RecipeReadingError(reason: "symbolic links are not followed")
    }
    return RecipeReadingError(reason: error.message)
  }

  // MARK: Paths

  private static func components(of path: String) -> [String] {
    path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
  }

  /// The path of the folder that a file lies in; empty for the current one.
  private static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
  }

  private static func joined(_ folder: String, _ path: String) -> String {
    folder.isEmpty || folder.utf8.last == UInt8(ascii: "/") ? folder + path : folder + "/" + path
  }

  /// The path without links, from the root of the disk; nil for what is not there.
  private static func resolved(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path.isEmpty ? "." : path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }
}
