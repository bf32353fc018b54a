namespace Fangshou.Store;

/// <summary>Makes a folder whole or not at all.</summary>
static class NewFolder
{
    /// <param name="path">Nothing may be there, or an empty folder.</param>
    /// <param name="fill">Writes what belongs in it below the folder that it is given.</param>
    /// <exception cref="RefusedException">There is something at the path, or it cannot be written to (exit 2).</exception>
    public static void Make(string path, Action<string> fill)
    {
        string shown = Texts.Printable(path);
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            throw new RefusedException(Fault.Usage, "the folder has no name.");
        string full = Path.GetFullPath(path).TrimEnd('/', '\\'), temporary = $"{full}.{Environment.ProcessId}.tmp";
        if (File.Exists(full) || (Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any()))
            throw new RefusedException(Fault.Usage, $"{shown} is there already and holds something; name another folder.");
        try
        {
            Directory.CreateDirectory(temporary);
            fill(temporary);
            if (Directory.Exists(full))
                Directory.Delete(full);
            Directory.Move(temporary, full);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new RefusedException(Fault.Usage, $"{shown} cannot be written: {error.Message}");
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }
}
