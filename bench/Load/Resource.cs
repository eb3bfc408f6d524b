namespace Tracker.Bench.Load;

/// <summary>Embedded texts.</summary>
internal static class Resource
{
    public static string Text(string name)
    {
        using var reader = new StreamReader(
            typeof(Resource).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded"));
        return reader.ReadToEnd();
    }
}
