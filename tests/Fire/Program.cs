using Tracker.Fire;

// Proofs that take a real process and its violent end: run on demand, bounded, and with the same seed the same work.
const string usage =
    """
    ./tracker fire uploads [SEED]    200 uploads while the process is killed 10 times; afterwards files and rows must agree, byte for byte
    ./tracker fire transfers         memory and throughput of 25 MiB uploads and downloads, beside a bare Kestrel endpoint
    """;

switch (args)
{
    case ["uploads"]:
        return await UploadsUnderFire.RunAsync(seed: 20260301);
    case ["uploads", var seed] when int.TryParse(seed, out var number):
        return await UploadsUnderFire.RunAsync(number);
    case ["transfers"]:
        return await Transfers.RunAsync();
    case ["floor", var folder, var port] when int.TryParse(port, out var number):
        await Floor.RunAsync(folder, number);
        return 0;
    default:
        await Console.Error.WriteLineAsync(usage);
        return 2;
}
