// SPDX-License-Identifier: Apache-2.0

internal import RecipeSemantics

/// Enclosures of a function's Taylor coefficients 0 to 8 over a range of its argument.
///
/// Coefficient k contains f⁽ᵏ⁾(x)/k! · wᵏ for every x in the range, where w is the range's width:
/// the variable runs over [0, 1], so the coefficients compare directly with values of the function.
/// Coefficient 8 bounds what interpolation at eight points leaves out.
///
/// The recurrences are those of Taylor arithmetic (Moore, "Interval Analysis", 1966; Griewank and
/// Walther, "Evaluating Derivatives", 2008, chapter 13).
package struct Jet: Sendable {
  /// The highest order that is carried.
  package static let order = 8

  private var coefficients: InlineArray<9, Interval>

  /// The jet of a constant.
  package init(constant value: Interval) {
    coefficients = InlineArray(repeating: Interval(0))
    coefficients[0] = value
  }

  /// The jet of a linear function: its values over the range, and its growth from one end to the
  /// other.
  package init(values: Interval, growth: Interval) {
    self.init(constant: values)
    coefficients[1] = growth
  }

  /// The coefficient of an order from 0 to 8.
  package subscript(order: Int) -> Interval {
    @inline(__always) get { coefficients[order] }
    @inline(__always) set { coefficients[order] = newValue }
  }

  /// A jet of which nothing is known.
  static let unknown = Jet(allCoefficients: .whole)

  private init(allCoefficients value: Interval) {
    coefficients = InlineArray(repeating: value)
  }
}

// MARK: - Arithmetic

extension Jet {
  /// The jet of the sum.
  package static func + (left: Jet, right: Jet) -> Jet {
    var result = left
    for order in 0...Jet.order {
      result[order] = left[order] + right[order]
    }
    return result
  }

  /// The jet of the difference.
  package static func - (left: Jet, right: Jet) -> Jet {
    var result = left
    for order in 0...Jet.order {
      result[order] = left[order] - right[order]
    }
    return result
  }

  /// The jet of the product.
  package static func * (left: Jet, right: Jet) -> Jet {
    var result = Jet(constant: Interval(0))
    for index in 0...Jet.order where !left[index].isZero {
      for other in 0...(Jet.order - index) where !right[other].isZero {
        result[index + other] = result[index + other] + left[index] * right[other]
      }
    }
    return result
  }

  /// The jet of the quotient; unknown if the divisor may be zero.
  package static func / (left: Jet, right: Jet) -> Jet {
    let inverse = Interval(1) / right[0]
    guard inverse.upper.isFinite else {
      return .unknown
    }
    var result = Jet(constant: Interval(0))
    for order in 0...Jet.order {
      var sum = left[order]
      for other in 0..<order where !right[order - other].isZero {
        sum = sum - result[other] * right[order - other]
      }
      result[order] = sum * inverse
    }
    return result
  }
}

// MARK: - Functions

extension Jet {
  /// 1/n, for the recurrences.
  private static let reciprocals: InlineArray<9, Interval> = InlineArray { index in
    index == 0 ? Interval(0) : Interval(1) / Interval(Double(index))
  }

  /// The jet of the exponential: n·rₙ = Σ k·aₖ·rₙ₋ₖ.
  package func exponential() -> Jet {
    var result = Jet(constant: self[0].exponential())
    for order in 1...Jet.order {
      var sum = Interval(0)
      for index in 1...order where !self[index].isZero {
        sum = sum + self[index] * Double(index) * result[order - index]
      }
      result[order] = sum * Jet.reciprocals[order]
    }
    return result
  }

  /// The jet of the natural logarithm: n·a₀·rₙ = n·aₙ - Σ k·rₖ·aₙ₋ₖ.
  package func logarithm() -> Jet {
    let inverse = Interval(1) / self[0]
    guard self[0].lower > 0, inverse.upper.isFinite else {
      return .unknown
    }
    var result = Jet(constant: self[0].logarithm())
    for order in 1...Jet.order {
      var sum = self[order] * Double(order)
      for index in 1..<order where !self[order - index].isZero {
        sum = sum - result[index] * Double(index) * self[order - index]
      }
      result[order] = sum * inverse * Jet.reciprocals[order]
    }
    return result
  }

  /// The jet of the logistic function r(a), from r' = a'·r·(1 - r).
  ///
  /// The products d = r·(1 - r) are dₙ = (1 - 2r₀)·rₙ - Σ rₖ·rₙ₋ₖ for k from 1 to n - 1, so that every
  /// coefficient carries the factor d₀: it is as small as it should be where the function is flat.
  package func logistic() -> Jet {
    let (values, complements) = self[0].logistic()
    var slopes = Jet(constant: values * complements)
    var result = Jet(constant: values)
    let tilt = complements - values
    for order in 1...Jet.order {
      var sum = Interval(0)
      for index in 1...order where !self[index].isZero {
        sum = sum + self[index] * Double(index) * slopes[order - index]
      }
      result[order] = sum * Jet.reciprocals[order]
      var slope = tilt * result[order]
      for index in 1..<order {
        slope = slope - result[index] * result[order - index]
      }
      slopes[order] = slope
    }
    return result
  }

  /// The jets of sin(π·a) and cos(π·a): n·sₙ = π·Σ k·aₖ·cₙ₋ₖ, n·cₙ = -π·Σ k·aₖ·sₙ₋ₖ.
  package func sineAndCosineOfPi() -> (sine: Jet, cosine: Jet) {
    var sine = Jet(constant: self[0].sineOfPi())
    var cosine = Jet(constant: self[0].cosineOfPi())
    for order in 1...Jet.order {
      var sineSum = Interval(0)
      var cosineSum = Interval(0)
      for index in 1...order where !self[index].isZero {
        let weight = Interval.pi * self[index] * Double(index)
        sineSum = sineSum + weight * cosine[order - index]
        cosineSum = cosineSum - weight * sine[order - index]
      }
      sine[order] = sineSum * Jet.reciprocals[order]
      cosine[order] = cosineSum * Jet.reciprocals[order]
    }
    return (sine, cosine)
  }

  /// The jet of a fixed power.
  ///
  /// Integer powers up to 64 in magnitude are products, so they hold around zero too. Others follow
  /// n·a₀·rₙ = Σ (y·k - (n - k))·aₖ·rₙ₋ₖ and are unknown unless the argument is more than zero.
  package func power(_ exponent: Double) -> Jet {
    if exponent == 0 {
      return Jet(constant: Interval(1))
    }
    if let count = exponent.smallInteger {
      let product = power(count.magnitude)
      return count < 0 ? Jet(constant: Interval(1)) / product : product
    }
    let inverse = Interval(1) / self[0]
    guard self[0].lower > 0, inverse.upper.isFinite else {
      var result = Jet.unknown
      result[0] = self[0].power(exponent)
      return result
    }
    var result = Jet(constant: self[0].power(exponent))
    for order in 1...Jet.order {
      var sum = Interval(0)
      for index in 1...order where !self[index].isZero {
        let weight = Interval(exponent) * Double(index) - Interval(Double(order - index))
        sum = sum + weight * self[index] * result[order - index]
      }
      result[order] = sum * inverse * Jet.reciprocals[order]
    }
    return result
  }

  private func power(_ count: UInt) -> Jet {
    var result: Jet?
    var square = self
    var left = count
    while true {
      if left & 1 == 1 {
        result = result.map { $0 * square } ?? square
      }
      left >>= 1
      if left == 0 {
        return result ?? Jet(constant: Interval(1))
      }
      square = square * square
    }
  }
}
