using Tracker.Fire;

// Each proof runs the real program, kills it, and counts afterwards what must add up.
Dictionary<string, Func<int, Task<bool>>> proofs = new(StringComparer.Ordinal)
{
    ["reminders"] = RemindersUnderFire.RunAsync,
};
if (args is not [var name, ..] || !proofs.TryGetValue(name, out var proof) || !int.TryParse(args.ElementAtOrDefault(1) ?? "1", out var seed))
{
    await Console.Error.WriteLineAsync($"usage: ./tracker fire NAME [SEED], where NAME is one of: {string.Join(", ", proofs.Keys)}");
    return 2;
}

return await proof(seed) ? 0 : 1;
