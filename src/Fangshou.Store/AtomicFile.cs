namespace Fangshou.Store;

/// <summary>Writes a file whole or not at all.</summary>
static class AtomicFile
{
    /// <exception cref="RefusedException">The place cannot be written to (exit 2).</exception>
    public static void Write(string path, byte[] content) => Write(path, stream => stream.Write(content));

    /// <exception cref="RefusedException">The place cannot be written to (exit 2).</exception>
    public static void Write(string path, Action<Stream> content)
    {
        string shown = Texts.Printable(path);
        if (Directory.Exists(path))
            throw new RefusedException(Fault.Usage, $"{shown} is a folder; a file is expected.");
        string temporary = "";
        try
        {
            // Beside the target, because a rename is atomic only within one file system.
            string full = Path.GetFullPath(path);
            if (full.StartsWith("/dev/", StringComparison.Ordinal) || full.StartsWith("/proc/", StringComparison.Ordinal))
            {
                // A rename would put a plain file in the place of a device.
                using FileStream device = new(full, FileMode.Open, FileAccess.Write);
                content(device);
                return;
            }

            temporary = $"{full}.{Environment.ProcessId}.tmp";
            using (FileStream file = new(temporary, FileMode.Create, FileAccess.Write))
                content(file);
            File.Move(temporary, full, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
            throw new RefusedException(Fault.Usage, $"{shown} cannot be written: {error.Message}");
        }
    }
}
