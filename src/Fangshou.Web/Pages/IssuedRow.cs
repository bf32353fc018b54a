using Fangshou.Forecasts;

namespace Fangshou.Web.Pages;

/// <summary>An issued forecast as a row of the list.</summary>
/// <param name="Forecast">The forecast.</param>
/// <param name="Outcome">What came of it, in a word or two.</param>
/// <param name="SupersededBy">Number of the forecast that takes its place.</param>
public sealed record IssuedRow(IssuedForecast Forecast, string Outcome, int? SupersededBy);
