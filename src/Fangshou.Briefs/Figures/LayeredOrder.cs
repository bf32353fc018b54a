namespace Fangshou.Briefs;

/// <summary>Puts the nodes of three columns into an order in which few edges cross.</summary>
/// <remarks>
/// Edges join the middle column with either side. Sweeps by barycentres (Sugiyama, Tagawa and Toda 1981, IEEE Trans. Syst. Man Cybern. 11:109–125), of which the best is kept,
/// then exchanges of neighbours while they help. Nothing is drawn by lot: the same graph gives the same order.
/// </remarks>
sealed class LayeredOrder
{
    const int Sweeps = 40, Left = 0, Middle = 1, Right = 2;

    readonly int[][] order;
    readonly double[][] place;

    // Neighbours of a node: of one of the sides, all in the middle; of the middle, first those on the left, then those on the right.
    readonly List<(int Column, int Node)>[][] near;

    LayeredOrder(ReadOnlySpan<int> counts, IEnumerable<(int Column, int Side, int Middle)> edges)
    {
        order = [.. counts.ToArray().Select(count => Enumerable.Range(0, count).ToArray())];
        place = [.. order.Select(column => new double[column.Length])];
        near = [.. order.Select(column => column.Select(_ => new List<(int Column, int Node)>()).ToArray())];
        foreach ((int column, int side, int middle) in edges)
        {
            near[column][side].Add((Middle, middle));
            near[Middle][middle].Add((column, side));
        }

        Settle();
    }

    /// <summary>Nodes of each column from top to bottom, and how many pairs of edges cross.</summary>
    /// <param name="left">Nodes on the left.</param>
    /// <param name="middle">Nodes in the middle.</param>
    /// <param name="right">Nodes on the right.</param>
    /// <param name="edges">For each edge its side, 0 left or 2 right, the node there, and the node in the middle.</param>
    internal static (int[] Left, int[] Middle, int[] Right, int Crossings) Of(int left, int middle, int right, IReadOnlyCollection<(int Column, int Side, int Middle)> edges)
    {
        LayeredOrder layout = new([left, middle, right], edges);
        int[][] best = layout.Copy();
        int fewest = layout.Crossings();
        for (int sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            layout.Sort(Middle);
            layout.Sort(Left);
            layout.Sort(Right);
            if (layout.Crossings() is int crossings && crossings < fewest)
                (best, fewest) = (layout.Copy(), crossings);
        }

        layout.Restore(best);
        while (layout.Exchange(Left) | layout.Exchange(Middle) | layout.Exchange(Right))
            fewest = layout.Crossings();
        return (layout.order[Left], layout.order[Middle], layout.order[Right], layout.Crossings());
    }

    void Sort(int column)
    {
        double[] wanted = [.. Enumerable.Range(0, order[column].Length).Select(node => near[column][node].Count == 0 ? place[column][node] : near[column][node].Average(other => place[other.Column][other.Node]))];
        order[column] = [.. order[column].OrderBy(node => wanted[node])];
        Settle();
    }

    /// <summary>Exchanges neighbours in a column where that lessens the crossings.</summary>
    bool Exchange(int column)
    {
        bool any = false;
        int[] nodes = order[column];
        for (int i = 0; i + 1 < nodes.Length; i++)
        {
            if (Crossings(column, nodes[i + 1], nodes[i]) >= Crossings(column, nodes[i], nodes[i + 1]))
                continue;
            (nodes[i], nodes[i + 1]) = (nodes[i + 1], nodes[i]);
            any = true;
        }

        Settle();
        return any;
    }

    /// <summary>Crossings between the edges of two nodes of a column, the one above the other.</summary>
    int Crossings(int column, int above, int below)
    {
        int crossings = 0;
        foreach ((int side, int node) in near[column][above])
            foreach ((int otherSide, int other) in near[column][below])
                crossings += side == otherSide && place[side][node] > place[otherSide][other] ? 1 : 0;
        return crossings;
    }

    int Crossings()
    {
        int crossings = 0;
        for (int i = 0; i < order[Middle].Length; i++)
            for (int j = i + 1; j < order[Middle].Length; j++)
                crossings += Crossings(Middle, order[Middle][i], order[Middle][j]);
        return crossings;
    }

    int[][] Copy() => [.. order.Select(column => (int[])column.Clone())];

    void Restore(int[][] kept)
    {
        kept.CopyTo(order, 0);
        Settle();
    }

    /// <summary>Places from 0 at the top to 1 at the bottom, whatever the length of the column.</summary>
    void Settle()
    {
        for (int column = 0; column < order.Length; column++)
            for (int i = 0; i < order[column].Length; i++)
                place[column][order[column][i]] = (i + 0.5) / order[column].Length;
    }
}
