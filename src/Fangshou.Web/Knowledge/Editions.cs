using Fangshou.Store;

namespace Fangshou.Web.Knowledge;

/// <summary>All answers that are given from one state of the package. A request holds one to its end.</summary>
/// <param name="Number">From 1; tells kept pages of one edition from those of another.</param>
/// <param name="Observatory">Board, cells, outlooks.</param>
/// <param name="Inquiries">Single questions of the API.</param>
/// <param name="Claims">What comes of claims.</param>
/// <param name="Forecasts">Issued forecasts, and how well the past was forecast.</param>
sealed record Edition(int Number, Observatory Observatory, Inquiries Inquiries, ClaimAnswers Claims, ForecastAnswers Forecasts);

/// <summary>The edition that is shown; another takes its place when the package is changed.</summary>
sealed class Editions : IDisposable
{
    readonly DashboardOptions options;
    readonly WorkGates gates;
    CancellationTokenSource closing = new();

    public Editions(DashboardOptions options, WorkGates gates)
    {
        this.options = options;
        this.gates = gates;
        Current = Of(1, options.Package, closing.Token);
    }

    /// <summary>The edition that is shown now.</summary>
    public Edition Current { get; private set; }

    /// <summary>Shows another package from now on. What was being worked out for the former is given up.</summary>
    public async Task Turn(IPackage package)
    {
        CancellationTokenSource former = closing;
        closing = new();
        Current = Of(Current.Number + 1, package, closing.Token);
        await former.CancelAsync();
        former.Dispose();
    }

    public void Dispose()
    {
        closing.Cancel();
        closing.Dispose();
    }

    Edition Of(int number, IPackage package, CancellationToken closed)
    {
        Observatory observatory = new(package, options.Reading, options.Forecasting, gates, closed);
        return new(number, observatory, new(observatory, gates, closed), new(observatory, gates, closed), new(observatory, gates, closed));
    }
}
