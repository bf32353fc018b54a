using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Fangshou.Bench;

/// <summary>Many readers of a running dashboard at once: how many pages it serves, how soon, and whether its memory grows.</summary>
/// <remarks>A measurement of the whole server over real connections, in another process than it. BenchmarkDotNet measures methods.</remarks>
static class ReaderLoad
{
    const int Readers = 50;

    static readonly TimeSpan warmUp = TimeSpan.FromSeconds(3), span = TimeSpan.FromSeconds(60), look = TimeSpan.FromSeconds(10);

    /// <summary>Reads one page for a minute with fifty readers, each over one connection and without a pause.</summary>
    /// <param name="address">Address of the page.</param>
    /// <param name="process">Process id of the server, whose memory is watched; null to leave that out.</param>
    /// <param name="anew">True to send a cookie, as whoever has signed in does: no page comes from those kept ready.</param>
    /// <returns>1 when any answer was no page.</returns>
    public static async Task<int> Run(Uri address, int? process, bool anew)
    {
        using HttpClient client = new(new SocketsHttpHandler { MaxConnectionsPerServer = Readers, AutomaticDecompression = DecompressionMethods.All, UseCookies = false });
        if (anew)
            client.DefaultRequestHeaders.Add("Cookie", "fangshou-load=1");
        await Read(client, address, warmUp);
        using CancellationTokenSource done = new();
        Task<List<double>> memory = Watch(process, done.Token);
        (List<double> milliseconds, int faults) = await Read(client, address, span);
        await done.CancelAsync();
        string grown = string.Join(", ", (await memory).Select(mb => mb.ToString("0", CultureInfo.InvariantCulture)));
        milliseconds.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{address.PathAndQuery}{(anew ? " anew" : "")}: {Readers} readers, {span.TotalSeconds} s: {milliseconds.Count / span.TotalSeconds:0} pages a second, median {At(0.5):0.0} ms, 95 % within {At(0.95):0.0} ms, 99 % within {At(0.99):0.0} ms, {faults} faults; memory every {look.TotalSeconds} s: {grown} MB"));
        return faults == 0 ? 0 : 1;

        double At(double share) => milliseconds[(int)(share * (milliseconds.Count - 1))];
    }

    static async Task<(List<double> Milliseconds, int Faults)> Read(HttpClient client, Uri address, TimeSpan span)
    {
        long begun = Stopwatch.GetTimestamp();
        (List<double> Milliseconds, int Faults)[] each = await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => Task.Run(async () =>
        {
            List<double> milliseconds = [];
            int faults = 0;
            while (Stopwatch.GetElapsedTime(begun) < span)
            {
                long asked = Stopwatch.GetTimestamp();
                try
                {
                    using HttpResponseMessage answer = await client.GetAsync(address);
                    await answer.Content.ReadAsByteArrayAsync();
                    faults += answer.StatusCode == HttpStatusCode.OK ? 0 : 1;
                }
                catch (HttpRequestException)
                {
                    faults++;
                }

                milliseconds.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            }

            return (milliseconds, faults);
        })));
        return ([.. each.SelectMany(one => one.Milliseconds)], each.Sum(one => one.Faults));
    }

    static async Task<List<double>> Watch(int? process, CancellationToken done)
    {
        List<double> megabytes = [];
        while (process is { } id && !done.IsCancellationRequested)
        {
            using (Process server = Process.GetProcessById(id))
                megabytes.Add(server.WorkingSet64 / 1e6);
            await Task.Delay(look, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return megabytes;
    }
}
