using CsCheck;
using Fangshou.Interests;
using static Fangshou.Tests.Interests.TieSample;

namespace Fangshou.Tests.Interests;

public class BetweennessOracle
{
    /// <summary>Krackhardt (1990), Admin. Sci. Q. 35:342–369, the kite: Andre, Beverly, Carol, Diane, Ed, Fernando, Garth, Heather, Ike, Jane.</summary>
    [Fact]
    public void The_kite_has_its_published_betweenness()
    {
        (int, int)[] kite = [(0, 1), (0, 2), (0, 3), (0, 5), (1, 3), (1, 4), (1, 6), (2, 3), (2, 5), (3, 4), (3, 5), (3, 6), (4, 6), (5, 6), (5, 7), (6, 7), (7, 8), (8, 9)];
        double[] pairs = [.. TieNetwork.Betweenness(10, kite).Select(share => share * 36)];
        double[] published = [0.833, 0.833, 0, 3.667, 0, 8.333, 8.333, 14, 8, 0];
        Assert.All(published.Zip(pairs), pair => Assert.Equal(pair.First, pair.Second, 5e-4));
    }

    [Fact]
    public void The_middle_of_a_star_lies_between_all_and_a_path_between_its_ends()
    {
        Assert.Equal([1, 0, 0, 0, 0], TieNetwork.Betweenness(5, [(0, 1), (0, 2), (0, 3), (0, 4)]));
        double[] path = TieNetwork.Betweenness(6, [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)]);
        Assert.All(path.Index(), node => Assert.Equal(node.Index * (5 - node.Index) / 10.0, node.Item, 12));
        Assert.Equal([0, 0], TieNetwork.Betweenness(2, [(0, 1)]));
    }

    /// <summary>Shortest paths counted by powers of the adjacency matrix, pair by pair: none of it is shared with Brandes' accumulation.</summary>
    [Fact]
    public void It_is_the_share_of_shortest_paths_counted_pair_by_pair() => Gen.Select(Gen.Int[1, 9], Gen.Bool.Array[36]).Sample((count, present) =>
    {
        List<(int, int)> edges = [];
        for (int a = 0, k = 0; a < count; a++)
            for (int b = a + 1; b < count; b++, k++)
                if (present[k])
                    edges.Add((a, b));
        Assert.All(ByPairs(count, edges).Zip(TieNetwork.Betweenness(count, [.. edges])), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    });

    static double[] ByPairs(int count, List<(int A, int B)> edges)
    {
        int[,] distance = new int[count, count];
        double[,] paths = new double[count, count], walks = new double[count, count];
        for (int i = 0; i < count; i++)
            for (int j = 0; j < count; j++)
                (distance[i, j], walks[i, j], paths[i, j]) = (i == j ? 0 : int.MaxValue, i == j ? 1 : 0, i == j ? 1 : 0);
        for (int length = 1; length < count; length++)
        {
            double[,] longer = new double[count, count];
            for (int i = 0; i < count; i++)
            {
                foreach ((int a, int b) in edges)
                {
                    longer[i, b] += walks[i, a];
                    longer[i, a] += walks[i, b];
                }
            }

            walks = longer;
            for (int i = 0; i < count; i++)
                for (int j = 0; j < count; j++)
                    if (distance[i, j] == int.MaxValue && walks[i, j] > 0)
                        (distance[i, j], paths[i, j]) = (length, walks[i, j]);
        }

        double[] shares = new double[count];
        for (int s = 0; s < count; s++)
            for (int t = s + 1; t < count; t++)
                for (int v = 0; v < count; v++)
                    if (v != s && v != t && distance[s, t] < int.MaxValue && distance[s, v] < int.MaxValue && distance[v, t] < int.MaxValue && distance[s, v] + distance[v, t] == distance[s, t])
                        shares[v] += paths[s, v] * paths[v, t] / paths[s, t];
        double pairs = (count - 1.0) * (count - 2.0) / 2;
        return [.. shares.Select(sum => pairs > 0 ? sum / pairs : 0)];
    }

    [Fact]
    public void The_network_joins_units_and_weighs_distinct_roles()
    {
        TieNetwork network = TieNetwork.Of(
            [Of("CAC;FUND:CIIF", "Alibaba (Youku)", "golden-share", 3), Of("CAC", "Alibaba", "policy-maker", 1), Of("CAC", "Alibaba", "golden-share", 2), Of("LOCAL:Hangzhou", "AI firms in Hangzhou", "incubator", 2)], Actors);
        Assert.Equal(["CAC", "FUND:CIIF", "LOCAL:Hangzhou", "AI firms in Hangzhou", "Alibaba"], network.Nodes.Select(node => node.Id));
        Assert.Equal([4, 3, 2, 2, 7], network.Nodes.Select(node => node.Strength));
        Assert.Equal([1, 1, 1, 1, 2], network.Nodes.Select(node => node.Degree));
        Assert.Equal([false, false, false, true, false], network.Nodes.Select(node => node.IsGroup));
        Assert.Equal(["golden-share", "policy-maker"], network.Edges[0].Roles);
        // Of the six pairs of others, only CAC and FUND:CIIF meet, and they meet at Alibaba.
        Assert.Equal([0, 0, 0, 0, 1 / 6.0], network.Nodes.Select(node => node.Betweenness));
    }

    [Fact]
    public void In_the_shipped_network_strengths_of_both_sides_are_equal()
    {
        TieNetwork network = TieNetwork.Of(Shipped, Actors);
        Assert.Equal(network.Nodes.Where(node => node.Kind is not null).Sum(node => node.Strength), network.Nodes.Where(node => node.Kind is null).Sum(node => node.Strength));
        Assert.Equal(network.Edges.Sum(edge => edge.Weight), network.Nodes.Where(node => node.Kind is null).Sum(node => node.Strength));
        Assert.All(network.Nodes, node => Assert.True(node.Degree > 0));
    }
}
