using CsCheck;
using Fangshou.Dockets;
using Fangshou.Numerics;

namespace Fangshou.Tests.Dockets;

public class CourtLoadOracle
{
    static CourtLoad Court(double arrivals, int judges, double minutes, double backlog = 0) => new() { ArrivalsPerMonth = arrivals, Judges = judges, MinutesPerCase = minutes, Backlog = backlog };

    /// <summary>With one judge: P(wait) = ρ, waiting ρ²/(1 − ρ), total time 1/(μ − λ).</summary>
    [Fact]
    public void One_judge_is_the_queue_of_the_first_chapter() => Gen.Double[0.01, 0.99].Sample(rho =>
    {
        SteadyQueue queue = Court(100 * rho, 1, 100).Steady()!.Value;
        Assert.Equal(rho, queue.WaitProbability, 1e-12);
        Assert.Equal(rho * rho / (1 - rho), queue.Waiting, 1e-9 / (1 - rho));
        Assert.Equal(1 / (100 - (100 * rho)), queue.TotalMonths, 1e-12 / (1 - rho));
    });

    /// <summary>P(wait) as in tables of Erlang's C formula, such as Gross and others (2008) and every call centre's: c servers, a erlangs.</summary>
    [Theory]
    [InlineData(2, 1, 1.0 / 3)]
    [InlineData(3, 2, 4.0 / 9)]
    [InlineData(5, 4, 0.5541)]
    [InlineData(10, 8, 0.4092)]
    [InlineData(11, 10, 0.6821)]
    public void Several_judges_wait_as_in_the_tables(int servers, double load, double published) => Assert.Equal(published, CourtLoad.ErlangC(servers, load), 6e-5);

    /// <summary>The definition, a sum of factorials, which the recursion does not use.</summary>
    [Fact]
    public void The_recursion_gives_the_sum_of_the_definition() => Gen.Select(Gen.Int[1, 40], Gen.Double[0.01, 0.999]).Sample((servers, rho) =>
    {
        double load = servers * rho, term = 1, sum = 0;
        for (int k = 0; k < servers; k++)
        {
            sum += term;
            term *= load / (k + 1);
        }

        double last = term / (1 - rho);
        Assert.Equal(last / (sum + last), CourtLoad.ErlangC(servers, load), 1e-10);
    });

    /// <summary>The stationary law of the chain of births and deaths, worked out state by state.</summary>
    [Theory]
    [InlineData(4, 0.8)]
    [InlineData(16, 0.95)]
    public void Waiting_is_the_mean_over_the_states_of_the_chain(int judges, double rho)
    {
        double total = 0, waiting = 0, busy = 0, weight = 1;
        for (int n = 0; n < 20_000; n++)
        {
            total += weight;
            waiting += weight * Math.Max(0, n - judges);
            busy += n >= judges ? weight : 0;
            weight *= judges * rho / Math.Min(n + 1, judges);
        }

        CourtLoad court = Court(rho * judges * 100, judges, 100);
        SteadyQueue queue = court.Steady()!.Value;
        Assert.Equal(waiting / total, queue.Waiting, 1e-8);
        Assert.Equal(busy / total, queue.WaitProbability, 1e-8);
        // Little's law.
        Assert.Equal(queue.Waiting, court.ArrivalsPerMonth * queue.WaitMonths, 1e-9);
    }

    [Fact]
    public void At_and_above_capacity_there_is_no_steady_state()
    {
        Assert.Null(Court(1600, 16, 100).Steady());
        Assert.Null(Court(1601, 16, 100).Steady());
        Assert.NotNull(Court(1599, 16, 100).Steady());
    }

    [Fact]
    public void The_least_number_of_judges_is_the_first_that_keeps_up() => Gen.Select(Gen.Double[0, 5000], Gen.Double[1, 600]).Sample((arrivals, minutes) =>
    {
        int least = (int)Court(arrivals, 1, minutes).LeastJudges;
        Assert.True(Court(arrivals, least, minutes).Utilisation < 1);
        Assert.True(least == 1 || Court(arrivals, least - 1, minutes).Utilisation >= 1 - 1e-12);
    });

    /// <summary>Kolmogorov's equations of the chain itself, by uniformisation: none of it knows of Brownian motion.</summary>
    [Theory]
    [InlineData(110, 1, 100.0, 0, 6)]
    [InlineData(100, 1, 100.0, 0, 6)]
    [InlineData(95, 1, 100.0, 40, 3)]
    [InlineData(200, 1, 100.0, 0, 2)]
    public void The_backlog_comes_close_to_that_of_the_chain(double arrivals, int judges, double minutes, double backlog, double months)
    {
        CourtLoad court = Court(arrivals, judges, minutes, backlog);
        double[] chain = Chain(arrivals, court.Capacity, (int)backlog, months);
        foreach (double probability in (double[])[0.1, 0.25, 0.5, 0.75, 0.9])
        {
            double sum = 0;
            int exact = chain.TakeWhile(p => (sum += p) < probability).Count();
            Assert.Equal(exact, court.BacklogQuantile(probability, months), 1.5);
        }
    }

    static double[] Chain(double up, double down, int start, double months)
    {
        double rate = up + down, weight = Math.Exp(-rate * months / 16);
        double[] now = new double[800];
        now[start] = 1;
        // Sixteen steps, so that the first weight is a number.
        for (int part = 0; part < 16; part++)
        {
            double[] after = new double[now.Length], jumped = now;
            double p = weight;
            for (int k = 0; k < 400; k++)
            {
                for (int n = 0; n < now.Length; n++)
                    after[n] += p * jumped[n];
                double[] next = new double[now.Length];
                for (int n = 0; n < now.Length; n++)
                {
                    next[Math.Min(n + 1, now.Length - 1)] += jumped[n] * up / rate;
                    next[Math.Max(n - 1, 0)] += jumped[n] * down / rate;
                }

                (jumped, p) = (next, p * rate * months / 16 / (k + 1));
            }

            now = after;
        }

        Assert.Equal(1, now.Sum(), 1e-9);
        return now;
    }

    /// <summary>Month by month with Poisson counts: filed, disposed of, never below nothing.</summary>
    [Fact]
    public void Above_capacity_the_backlog_is_that_of_simulated_months()
    {
        CourtLoad court = Court(1805, 15, 100);
        double[] simulated = new double[2000];
        for (uint replicate = 0; replicate < simulated.Length; replicate++)
        {
            RandomStream random = new(7, replicate, 0, 0xC0);
            for (int month = 0; month < 12; month++)
                simulated[replicate] = Math.Max(0, simulated[replicate] + random.Poisson(court.ArrivalsPerMonth) - random.Poisson(court.Capacity));
        }

        Array.Sort(simulated);
        double spread = Math.Sqrt((court.ArrivalsPerMonth + court.Capacity) * 12);
        foreach (double probability in (double[])[0.1, 0.5, 0.9])
            Assert.Equal(Quantiles.OfSorted(simulated, probability), court.BacklogQuantile(probability, 12), 0.12 * spread);
        Assert.Equal(court.Fluid(12), court.BacklogQuantile(0.5, 12), 0.05 * spread);
    }

    /// <summary>Long after the beginning a busy queue is exponential with mean variance over twice the slack.</summary>
    [Fact]
    public void Below_capacity_the_backlog_settles()
    {
        CourtLoad court = Court(95, 1, 100, backlog: 5);
        double mean = (95 + 100) / (2.0 * 5);
        foreach (double probability in (double[])[0.1, 0.5, 0.9, 0.99])
            Assert.Equal(-mean * Math.Log(1 - probability), court.BacklogQuantile(probability, 10_000), 1e-3);
    }

    [Fact]
    public void Quantiles_are_in_order_and_solve_what_they_should() => Gen.Select(Gen.Double[1, 3000], Gen.Int[1, 30], Gen.Double[10, 500], Gen.Double[0, 5000], Gen.Double[0.1, 60]).Sample((arrivals, judges, minutes, backlog, months) =>
    {
        CourtLoad court = Court(arrivals, judges, minutes, backlog);
        double low = court.BacklogQuantile(0.1, months), middle = court.BacklogQuantile(0.5, months), high = court.BacklogQuantile(0.9, months);
        Assert.True(low <= middle && middle <= high);
        Assert.All([(0.1, low), (0.5, middle), (0.9, high)], q => Assert.True(q.Item2 < 1e-3 || Math.Abs(court.BacklogAtMost(q.Item2, months) - q.Item1) < 1e-3));
        Assert.Equal(backlog, court.BacklogQuantile(0.5, 0));
    });

    [Fact]
    public void An_outlook_tells_when_a_years_work_lies_behind()
    {
        CourtOutlook outlook = CourtOutlook.Of(Court(90, 1, 100), 2, 24);
        // 180 come, 100 can go: a year's work, 1,200 suits, is reached after 15 months.
        Assert.Equal(15, outlook.MonthsToYearsWork!.Value, 12);
        Assert.Equal(1200, outlook.Months[15].Fluid, 9);
        Assert.Equal(25, outlook.Months.Length);
        Assert.Null(CourtOutlook.Of(Court(90, 1, 100), 1, 24).MonthsToYearsWork);
        Assert.Equal(0, CourtOutlook.Of(Court(90, 1, 100, backlog: 1500), 1, 24).MonthsToYearsWork);
        Assert.Throws<ArgumentOutOfRangeException>(() => CourtOutlook.Of(Court(90, 1, 100), 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => CourtOutlook.Of(Court(90, 1, 100), -1, 12));
    }

    [Fact]
    public void Every_number_out_of_range_is_named()
    {
        ArgumentOutOfRangeException fault = Assert.Throws<ArgumentOutOfRangeException>(() => (Court(-1, 0, 0, -1) with { JudgeMinutesPerMonth = 50_000 }).Check());
        Assert.All(["ArrivalsPerMonth", "Judges must", "MinutesPerCase", "JudgeMinutesPerMonth", "Backlog"], name => Assert.Contains(name, fault.Message, StringComparison.Ordinal));
        Court(0, 1, 1).Check();
    }
}
