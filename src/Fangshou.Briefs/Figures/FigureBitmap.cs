using Fangshou.Phases;
using ScottPlot;
using SkiaSharp;

namespace Fangshou.Briefs;

/// <summary>Joins a drawing with hatches and words into a PNG, as FigureOverlay does for an SVG.</summary>
static class FigureBitmap
{
    internal const int Scale = 2;

    internal static byte[] Png(FigureLayout layout, Plot plot)
    {
        (int width, int height) = (layout.Options.Width, (int)Math.Ceiling(layout.Height));
        using SKSurface surface = SKSurface.Create(new SKImageInfo(width * Scale, height * Scale));
        SKCanvas canvas = surface.Canvas;
        plot.FigureBackground.Color = Color.FromHex(Palette.Light.Ground);
        canvas.Scale(Scale);
        plot.Render(canvas, width, height);

        foreach (Band band in layout.Bands)
        {
            SKRect box = Box(layout.X(band.From), layout.X(band.To) + 1, layout.RibbonTop, layout.RibbonBottom);
            if (band.Phase == Phase.Crackdown)
                Stripe(canvas, box, 1, 8.5f, 1.5f, 0.28);
            else if (band.Phase == Phase.Easing)
                Dot(canvas, box);
        }

        if (layout.Provisional is { } span)
            Stripe(canvas, Box(layout.X(span.From), layout.X(span.To) + 1, layout.RibbonTop, layout.AxisTop), -1, 9.9f, 1.2f, 0.45);
        foreach (FigureText text in layout.Texts)
            Write(canvas, text, plot.GetPixel(new Coordinates(text.X, text.Y)));

        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();

        SKRect Box(double left, double right, double top, double bottom)
        {
            Pixel from = plot.GetPixel(new Coordinates(left, top)), to = plot.GetPixel(new Coordinates(right, bottom));
            return new(from.X, from.Y, to.X, to.Y);
        }
    }

    /// <summary>Lines at 45 degrees: slope 1 falls to the left, −1 to the right.</summary>
    static void Stripe(SKCanvas canvas, SKRect box, int slope, float every, float lineWidth, double opacity)
    {
        using SKPaint paint = Paint(Palette.OnFill, opacity);
        paint.StrokeWidth = lineWidth;
        canvas.Save();
        canvas.ClipRect(box);
        // From a grid fixed to the page, so that neighbouring bands join without a seam.
        float first = (float)Math.Floor((box.Left - box.Height) / every) * every;
        for (float x = first; x < box.Right + box.Height; x += every)
            if (slope > 0)
                canvas.DrawLine(x + box.Height, box.Top, x, box.Bottom, paint);
            else
                canvas.DrawLine(x, box.Top, x + box.Height, box.Bottom, paint);
        canvas.Restore();
    }

    static void Dot(SKCanvas canvas, SKRect box)
    {
        const float Every = 6, Radius = 0.9f;
        using SKPaint paint = Paint(Palette.OnFill, 0.32);
        canvas.Save();
        canvas.ClipRect(box);
        for (float y = (float)Math.Floor(box.Top / Every) * Every; y < box.Bottom; y += Every)
            for (float x = (float)Math.Floor(box.Left / Every) * Every; x < box.Right; x += Every)
            {
                canvas.DrawCircle(x + 1.5f, y + 1.5f, Radius, paint);
                canvas.DrawCircle(x + 4.5f, y + 4.5f, Radius, paint);
            }

        canvas.Restore();
    }

    internal static void Write(SKCanvas canvas, FigureText text, Pixel at)
    {
        using SKTypeface typeface = SKTypeface.FromFamilyName(
            FigureFont.For(text.Text), text.Bold ? SKFontStyleWeight.SemiBold : SKFontStyleWeight.Normal, SKFontStyleWidth.Normal, SKFontStyleSlant.Upright);
        using SKFont font = new(typeface, (float)text.Size);
        using SKPaint paint = Paint(text.Colour, 1);
        SKTextAlign align = text.Anchor switch { Anchor.Start => SKTextAlign.Left, Anchor.Middle => SKTextAlign.Center, _ => SKTextAlign.Right };
        canvas.DrawText(text.Text, at.X, at.Y, align, font, paint);
    }

    static SKPaint Paint(string colour, double opacity) => new() { Color = SKColor.Parse(colour).WithAlpha((byte)Math.Round(255 * opacity)), IsAntialias = true };
}
