namespace Fangshou.Numerics;

/// <summary>A number and its 95 % interval.</summary>
/// <param name="Value">The number.</param>
/// <param name="Low">Lower end, in the same unit.</param>
/// <param name="High">Upper end, in the same unit.</param>
public readonly record struct Bracketed(double Value, double Low, double High);
