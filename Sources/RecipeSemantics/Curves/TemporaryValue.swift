extension CurveExpression { func value(atUpdate: Int64, of: Int64) -> Double? { nil } }
