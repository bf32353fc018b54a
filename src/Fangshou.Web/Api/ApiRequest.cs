using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Ledger;
using Fangshou.Store;
using Fangshou.Web.Desk;
using Fangshou.Web.Http;
using Fangshou.Web.Knowledge;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Fangshou.Web.Api;

/// <summary>A request to the API: reads its query, and collects every fault before it refuses.</summary>
sealed class ApiRequest
{
    const int LongestValue = 200, MostValues = 50;

    // How long an answer is waited for before the caller is asked to come again.
    static readonly TimeSpan patience = TimeSpan.FromSeconds(10), pause = TimeSpan.FromMilliseconds(50);

    readonly HttpContext context;
    readonly ImmutableArray<ApiParameter> parameters;
    readonly List<string> faults = [];
    readonly Lazy<LedgerAsOf> ledger;

    /// <exception cref="RefusedException">The query holds what the address does not know, or a value that is not allowed.</exception>
    public ApiRequest(HttpContext context, ImmutableArray<ApiParameter> parameters, bool isFile)
    {
        this.context = context;
        this.parameters = parameters;
        IsFile = isFile;
        Page = context.RequestServices.GetRequiredService<PageContext>();
        Observatory = context.RequestServices.GetRequiredService<Observatory>();
        Inquiries = context.RequestServices.GetRequiredService<Inquiries>();
        Claims = context.RequestServices.GetRequiredService<ClaimAnswers>();
        ledger = new(() => Observatory.Ledger.AsOf(Page.AsOf));
        foreach (string key in context.Request.Query.Keys)
            CheckKey(key);
    }

    /// <summary>The workspace.</summary>
    /// <exception cref="NotReadyException">It is still being made.</exception>
    public Workspace Workspace => Opening.Require();

    public WorkspaceOpening Opening => context.RequestServices.GetRequiredService<WorkspaceOpening>();

    /// <summary>Who asks.</summary>
    public Caller Caller => context.RequestServices.GetRequiredService<Caller>();

    /// <summary>A service of the program.</summary>
    public T Of<T>()
        where T : notnull => context.RequestServices.GetRequiredService<T>();

    /// <summary>What was sent along.</summary>
    public Stream Body => context.Request.Body;

    public Observatory Observatory { get; }

    public Inquiries Inquiries { get; }

    public ClaimAnswers Claims { get; }

    public PageContext Page { get; }

    public Language Language => Page.Language;

    /// <summary>True when a page is asked for as a file.</summary>
    public bool IsFile { get; }

    /// <summary>Ends when the caller goes away.</summary>
    public CancellationToken Cancellation => context.RequestAborted;

    /// <summary>What was known.</summary>
    public LedgerAsOf Ledger => ledger.Value;

    /// <summary>The day of knowledge, with a date.</summary>
    public AsOf Day => Ledger.AsOf;

    /// <summary>A part of the path; empty when it has none of that name.</summary>
    public string Part(string name) => context.Request.RouteValues[name] as string ?? "";

    /// <summary>The value of a parameter; null when it was left out, is empty, or is a fault already.</summary>
    public string? Text(string name) => Texts(name) is [var text, ..] ? text : null;

    /// <summary>The values of a parameter that may be repeated.</summary>
    public ImmutableArray<string> Texts(string name) =>
        [.. context.Request.Query[name].OfType<string>().Where(text => text.Length > 0 && (Parameter(name).Allowed is { IsEmpty: true } || Parameter(name).Allowed.Contains(text)))];

    /// <summary>A whole number in the range of its parameter.</summary>
    public int Whole(string name, int otherwise)
    {
        (int least, int largest) = Parameter(name).Range!.Value;
        if (Text(name) is not { } text)
            return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= largest)
            return number;
        Fault(string.Create(CultureInfo.InvariantCulture, $"{name}: '{Store.Texts.Printable(text)}' is no whole number from {least} to {largest}."));
        return otherwise;
    }

    /// <summary>Reads something, and notes why it cannot be read.</summary>
    public T Try<T>(Func<T> read, T otherwise, string name = "")
    {
        try
        {
            return read();
        }
        catch (RefusedException refused)
        {
            faults.AddRange(refused.Faults);
        }
        catch (FormatException wrong)
        {
            Fault($"{name}: {Store.Texts.Printable(wrong.Message, 400)}");
        }

        return otherwise;
    }

    /// <summary>The cell that the path names.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public Cell CellOfPath()
    {
        try
        {
            return Cell.Parse(string.Join('/', new[] { Part("jurisdiction"), Part("sector"), Part("area") }.Where(part => part.Length > 0)), Ledger.Codebook);
        }
        catch (FormatException unknown)
        {
            throw new RefusedException(Store.Fault.NotFound, Store.Texts.Printable(unknown.Message, 400));
        }
    }

    /// <summary>The question without one of its parameters, and the data it is asked of.</summary>
    public string Fingerprint(string except) => string.Join(
        '\u001e',
        [
            Observatory.Ledger.ContentHash, Day.ToString(), context.Request.Path.Value!,
            .. context.Request.Query.Where(pair => pair.Key != except).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={string.Join('\u001f', pair.Value.AsEnumerable())}"),
        ]);

    /// <summary>Notes a fault.</summary>
    public void Fault(string fault) => faults.Add(fault);

    /// <summary>Refuses when any fault was noted.</summary>
    /// <exception cref="RefusedException">It names all of them.</exception>
    public void Check()
    {
        if (faults.Count > 0)
            throw new RefusedException(Store.Fault.Usage, [.. faults]);
    }

    /// <summary>An answer that is there.</summary>
    /// <exception cref="NotReadyException">It is still being worked out.</exception>
    public async Task<T> Ready<T>(Func<CancellationToken, Task<Pending<T>>> ask)
        where T : class
    {
        for (long begun = Stopwatch.GetTimestamp(); ;)
        {
            // Each time it is waited for a little.
            Pending<T> pending = await ask(Cancellation);
            if (pending.IsReady)
                return pending.Value;
            if (Stopwatch.GetElapsedTime(begun) > patience)
                throw new NotReadyException(pending.Progress);
            await Task.Delay(pause, Cancellation);
        }
    }

    ApiParameter Parameter(string name) => parameters.First(parameter => parameter.Name == name);

    void CheckKey(string key)
    {
        if (parameters.FirstOrDefault(parameter => parameter.Name == key) is not { } known)
        {
            Fault($"unknown parameter '{Store.Texts.Printable(key)}'; {Store.Texts.DidYouMean(key, parameters.Select(parameter => parameter.Name))}");
            return;
        }

        string[] values = [.. context.Request.Query[key].OfType<string>()];
        if (values.Length > 1 && !known.Many)
            Fault($"{key} is given {values.Length} times; once is enough.");
        if (values.Length > MostValues)
            Fault($"{key} is given {values.Length} times; {MostValues} are allowed.");
        foreach (string value in values.Take(MostValues))
        {
            if (value.Length > LongestValue)
                Fault($"{key} is longer than {LongestValue} characters.");
            else if (value.Any(char.IsControl) || value.Contains('\uFFFD', StringComparison.Ordinal))
                Fault($"{key}: '{Store.Texts.Printable(value)}' holds a character that no such value has.");
            else if (value.Length > 0 && !known.Allowed.IsEmpty && !known.Allowed.Contains(value))
                Fault($"{key}: '{Store.Texts.Printable(value)}' is unknown; {Store.Texts.DidYouMean(value, known.Allowed)}");
        }
    }
}
